#include "threats/event_set.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "threat_model.hpp"

namespace hadome {
namespace {

using namespace testing_models;

FootprintEvent event_of(const std::string& name, double rate, std::vector<Footprint> footprints) {
    return {name, combine_hashes({name_hash("event_set:set"), name_hash(name)}), rate, std::move(footprints)};
}

/// Two towns, and a set of two events: one shakes the first town, the other floods half of the second.
Model two_towns() {
    Model model;
    const FunctionId power = add_function(model, "power");
    const RegionId first = add_region(model, "first");
    const RegionId second = add_region(model, "second");
    add_node(model, power, first);
    add_node(model, power, second);
    add_fragility(model, power, "plant", {{"broken", 0.4, 0.5, 0.0, Distribution::fixed(10)}});
    const FragilityId cellar = add_fragility(model, power, "cellar", {{"wet", 0.5, 0.0, 0.0, Distribution::fixed(20)}});
    model.fragilities[cellar].measure = IntensityMeasure::depth;
    EventSet set;
    set.name = "set";
    set.events = {event_of("quake", 0.8, {{first, IntensityMeasure::pga, std::log(0.5), 1.0}}),
                  event_of("flood", 0.6, {{second, IntensityMeasure::depth, std::log(2.0), 0.5}})};
    model.event_sets = {set};
    return model;
}

TEST(EventSetSampler, EventsComeByTheirRatesAndHurtByTheirIntensities) {
    const Model model = two_towns();
    const EventSetSampler sampler(model, year);
    const int n = 50'000;
    double quakes = 0.0;
    double floods = 0.0;
    for (std::uint64_t number = 0; number < n; ++number) {
        Scenario scenario;
        sampler.draw({1, 0, number}, scenario);
        for (const Damage& damage : scenario.damages) {
            const Event& event = scenario.events[damage.event];
            EXPECT_EQ(event.kind, SourceKind::event_set);
            EXPECT_EQ(event.source, 0);
            EXPECT_EQ(damage.onset, event.onset);
            (damage.node == NodeId{0} ? quakes : floods) += 1.0;
        }
    }
    const double p = 0.5 * std::erfc(-std::log(0.5 / 0.4) / 0.5 / std::sqrt(2.0));
    EXPECT_NEAR(quakes / n, 0.8 * p, 3 * std::sqrt(0.8 * p / n));
    EXPECT_NEAR(floods / n, 0.3, 3 * std::sqrt(0.3 / n));
}

std::map<std::uint64_t, Tick> onsets(const EventSetSampler& sampler, std::uint64_t number) {
    Scenario scenario;
    sampler.draw({1, 0, number}, scenario);
    std::map<std::uint64_t, Tick> all;
    for (const Event& event : scenario.events) {
        all.emplace(event.name, event.onset);
    }
    return all;
}

TEST(EventSetSampler, AHalvedRateAddsNothingAndChangesNoOtherEvent) {
    Model model = two_towns();
    const EventSetSampler before(model, year);
    Model halved_model = two_towns();
    halved_model.event_sets[0].events[0].rate /= 2.0;
    const EventSetSampler halved(halved_model, year);
    Model without_model = two_towns();
    without_model.event_sets[0].events.erase(without_model.event_sets[0].events.begin());
    const EventSetSampler without(without_model, year);
    std::size_t lost = 0;
    for (std::uint64_t number = 0; number < 2000; ++number) {
        const auto all = onsets(before, number);
        const auto kept = onsets(halved, number);
        for (const auto& [name, onset] : kept) {
            ASSERT_TRUE(all.contains(name));
            EXPECT_EQ(all.at(name), onset);
        }
        lost += all.size() - kept.size();
        for (const auto& [name, onset] : onsets(without, number)) {
            ASSERT_TRUE(kept.contains(name));
            EXPECT_EQ(kept.at(name), onset);
        }
    }
    EXPECT_GT(lost, 100U);
}

}  // namespace
}  // namespace hadome
