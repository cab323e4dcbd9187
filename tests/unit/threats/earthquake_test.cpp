#include "threats/earthquake.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <set>

#include "threat_model.hpp"
#include "threats/ground_motion.hpp"
#include "threats/rupture.hpp"

namespace hadome {
namespace {

using namespace testing_models;

Scenario draw(const EarthquakeSampler& sampler, std::uint64_t number) {
    Scenario scenario;
    draw_alone(sampler, scenario, ScenarioKey{1, 0, number});
    return scenario;
}

TEST(EarthquakeSampler, CountsTheEarthquakesThatHurt) {
    Model model;
    const FunctionId power = add_function(model, "power");
    add_node(model, power, add_region(model, "near", 35.0, 139.0));
    add_node(model, power, add_region(model, "far", 45.0, 145.0));
    add_fragility(model, power, "certain", {{"broken", 1e-9, 0.1, 0.0, Distribution::fixed(10)}});
    add_earthquake(model, "south", 0.3, 35.1, 139.0);
    EarthquakeSource& north = add_earthquake(model, "north", 0.8, 50.0, 160.0);  // nothing within reach
    north.magnitude_high = 7.5;
    const EarthquakeSampler sampler(model, year);
    const int n = 50'000;
    double events = 0.0;
    for (std::uint64_t number = 0; number < n; ++number) {
        const Scenario scenario = draw(sampler, number);
        events += static_cast<double>(scenario.events.size());
        ASSERT_EQ(scenario.damages.size(), scenario.events.size());
        for (const Damage& damage : scenario.damages) {
            const Event& event = scenario.events[damage.event];
            EXPECT_EQ(damage.node, NodeId{0});  // beyond the cutoff distance nothing is evaluated
            EXPECT_EQ(event.threat, ThreatClass::disaster);
            EXPECT_EQ(event.source, 0);
            EXPECT_EQ(event.magnitude, 7.0);
            EXPECT_EQ(damage.onset, event.onset);
            EXPECT_LT(event.onset, year);
        }
    }
    EXPECT_NEAR(events / n, 0.3, 3 * std::sqrt(0.3 / n));
}

TEST(EarthquakeSampler, BreaksANodeAsOftenAsHazardAndFragilitySayTogether) {
    // Lognormal shaking against a lognormal capacity: P = Phi(ln(median / capacity) / sqrt(sigma^2 + beta^2)).
    for (const IntensityMeasure measure : {IntensityMeasure::pga, IntensityMeasure::pgv}) {
        Model model;
        const FunctionId power = add_function(model, "power");
        const RegionId region = add_region(model, "tokyo", 35.3, 139.0);
        model.regions[region].vs30 = 300.0;
        add_node(model, power, region);
        const double rate = 0.5;
        const double depth = add_earthquake(model, "point", rate).depth;
        model.ground_motion.between_event_share = 0.3;
        const double mw = moment_magnitude(7.0);
        const Attenuation attenuation(EarthquakeType::crustal, mw, depth);
        const double hypocentral = std::hypot(distance_between(place_at(35.0, 139.0), place_at(35.3, 139.0)), depth);
        const double distance = hypocentral - 0.5 * rupture_length(mw);
        const double sigma = std::numbers::ln10 * attenuation.sigma_log10(distance, attenuation.log10_pgv(distance));
        const double median = measure == IntensityMeasure::pga
                                  ? std::pow(10.0, attenuation.log10_pga(distance))
                                  : std::pow(10.0, attenuation.log10_pgv(distance)) * site_amplification(300.0);
        const double beta = 0.4;
        const double capacity = 1.5 * median;
        const FragilityId fragility =
            add_fragility(model, power, "plant", {{"broken", capacity, beta, 0.0, Distribution::fixed(10)}});
        model.fragilities[fragility].measure = measure;

        const EarthquakeSampler sampler(model, year);
        const int n = 200'000;
        double broken = 0.0;
        for (std::uint64_t number = 0; number < n; ++number) {
            broken += static_cast<double>(draw(sampler, number).damages.size());
        }
        const double p = 0.5 * std::erfc(std::log(1.5) / std::hypot(sigma, beta) / std::numbers::sqrt2);
        EXPECT_NEAR(broken / n, rate * p, 3 * std::sqrt(rate * p / n));
    }
}

TEST(EarthquakeSampler, NeighboursFallTogetherAsTheirResidualsCorrelate) {
    // Median shaking at the threshold, no residual between events: two sites at equal distance both fall with
    // probability 1/4 + asin(rho) / (2 pi), rho by their distance from each other.
    Model model;
    const FunctionId power = add_function(model, "power");
    add_node(model, power, add_region(model, "east", 35.0, 139.2));
    add_node(model, power, add_region(model, "west", 35.0, 138.8));
    const double depth = add_earthquake(model, "point", 3.0).depth;
    model.ground_motion.correlation_range = 60.0;
    const double mw = moment_magnitude(7.0);
    const double away = distance_between(place_at(35, 139), place_at(35, 139.2));
    const double distance = std::max(std::hypot(away, depth) - 0.5 * rupture_length(mw), 3.0);
    const double median = std::pow(10.0, Attenuation(EarthquakeType::crustal, mw, depth).log10_pga(distance));
    add_fragility(model, power, "plant", {{"broken", median, 0.0, 0.0, Distribution::fixed(10)}});
    const double rho = std::exp(-3.0 * distance_between(place_at(35, 139.2), place_at(35, 138.8)) / 60.0);
    ASSERT_GT(rho, 0.1);
    const EarthquakeSampler sampler(model, year);
    const int n = 30'000;
    double either = 0.0;
    double both = 0.0;
    for (std::uint64_t number = 0; number < n; ++number) {
        const Scenario scenario = draw(sampler, number);
        either += static_cast<double>(scenario.events.size());
        both += static_cast<double>(scenario.damages.size() - scenario.events.size());
    }
    const double p_both = 0.25 + std::asin(rho) / (2 * std::numbers::pi);
    const double p = p_both / (1 - p_both);
    EXPECT_NEAR(both / either, p, 4 * std::sqrt(p * (1 - p) / either));
}

TEST(EarthquakeSampler, ResidualsMakeNodesOfOneRegionFallTogether) {
    // No uncertainty of capacity and median shaking at the threshold: nodes of one region fall together or not at all;
    // of two regions, at equal distance, both fall with probability 1/4 + asin(share between events) / (2 pi).
    Model model;
    const FunctionId power = add_function(model, "power");
    const FunctionId water = add_function(model, "water");
    const RegionId east = add_region(model, "east", 35.0, 139.5);
    const RegionId west = add_region(model, "west", 35.0, 138.5);
    add_node(model, power, east);
    add_node(model, water, east);
    add_node(model, power, west);
    const double depth = add_earthquake(model, "point", 3.0).depth;
    model.ground_motion.between_event_share = 0.4;
    const double mw = moment_magnitude(7.0);
    const double distance =
        std::hypot(distance_between(place_at(35, 139), place_at(35, 139.5)), depth) - 0.5 * rupture_length(mw);
    const double median = std::pow(10.0, Attenuation(EarthquakeType::crustal, mw, depth).log10_pga(distance));
    add_fragility(model, power, "plant", {{"broken", median, 0.0, 0.0, Distribution::fixed(10)}});
    model.function_fragilities.push_back({water, FragilityId{0}});
    const EarthquakeSampler sampler(model, year);
    const int n = 30'000;
    double either = 0.0;
    double both = 0.0;
    for (std::uint64_t number = 0; number < n; ++number) {
        const Scenario scenario = draw(sampler, number);
        std::vector<std::set<int>> fallen(scenario.events.size());
        for (const Damage& damage : scenario.damages) {
            fallen[damage.event.offset()].insert(damage.node.value());
        }
        for (const std::set<int>& nodes : fallen) {
            EXPECT_EQ(nodes.count(0), nodes.count(1));
            either += 1.0;
            both += nodes.count(0) + nodes.count(2) == 2 ? 1.0 : 0.0;
        }
    }
    const double p_both = 0.25 + std::asin(0.4) / (2 * std::numbers::pi);
    const double p = p_both / (1 - p_both);  // given that one fell: neither has the chance of both
    EXPECT_NEAR(both / either, p, 4 * std::sqrt(p * (1 - p) / either));
}

}  // namespace
}  // namespace hadome
