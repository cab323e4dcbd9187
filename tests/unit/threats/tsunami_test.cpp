#include "threats/tsunami.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>

#include "threat_model.hpp"
#include "threats/earthquake.hpp"

namespace hadome {
namespace {

using namespace testing_models;

/// Two coasts with a port and a bank each, and a trench of magnitude 8 beyond any shaking.
struct Coast {
    Coast() {
        port = add_function(model, "port");
        bank = add_function(model, "bank");
        east = add_region(model, "east");
        west = add_region(model, "west");
        for (const FunctionId function : {port, bank}) {
            add_node(model, function, east);
            add_node(model, function, west);
        }
        EarthquakeSource& trench = add_earthquake(model, "trench", 1.0, -30.0, 0.0);
        trench.magnitude_low = trench.magnitude_high = 8.0;
        tsunami.earthquake = 0;
        tsunami.name = "trench";
    }

    /// Breaks where the water stands deeper than `depth`.
    FragilityId threshold(FunctionId function, double depth,
                          FragilityClass::Sites sites = FragilityClass::Sites::single) {
        const FragilityId id = add_fragility(model, function, "at " + model.functions[function].name,
                                             {{"flooded", depth, 0.0, 0.0, Distribution::fixed(100)}}, sites);
        model.fragilities[id].measure = IntensityMeasure::depth;
        return id;
    }

    TsunamiReach reach(RegionId region, double depth) const {
        TsunamiReach row;
        row.where.region = region;
        row.depth = depth;
        row.reference_magnitude = 8.0;
        row.growth = 0.5;
        return row;
    }

    std::vector<Scenario> draw(int count) {
        model.tsunamis = {tsunami};
        const EarthquakeSampler sampler(model, year);
        std::vector<Scenario> all(static_cast<std::size_t>(count));
        for (int number = 0; number < count; ++number) {
            draw_alone(sampler, all[static_cast<std::size_t>(number)],
                       ScenarioKey{1, 0, static_cast<std::uint64_t>(number)});
        }
        return all;
    }

    Model model;
    FunctionId port;
    FunctionId bank;
    RegionId east;
    RegionId west;
    Tsunami tsunami;
};

TEST(Tsunami, ComesAfterItsDelayWhereTheWaterIsDeepEnough) {
    Coast coast;
    coast.threshold(coast.port, 2.0);
    TsunamiReach deep = coast.reach(coast.east, 2.5);
    deep.where.delay = ticks_from_hours(0.75);
    coast.tsunami.reaches = {deep, coast.reach(coast.west, 1.5)};
    int events = 0;
    for (const Scenario& scenario : coast.draw(200)) {
        ASSERT_EQ(scenario.damages.size(), scenario.events.size());
        for (const Damage& damage : scenario.damages) {
            const Event& event = scenario.events[damage.event];
            EXPECT_EQ(event.kind, SourceKind::tsunami);
            EXPECT_EQ(event.threat, ThreatClass::disaster);
            EXPECT_EQ(event.source, 0);
            EXPECT_EQ(event.magnitude, 8.0);
            EXPECT_EQ(damage.node, NodeId{0});  // the port of the east
            EXPECT_EQ(damage.onset, event.onset + ticks_from_hours(0.75));
            ++events;
        }
    }
    EXPECT_GT(events, 100);
}

TEST(Tsunami, DepthGrowsWithMagnitude) {
    // 1 m at magnitude 7 is 10^0.5 m at magnitude 8.
    for (const double growth : {0.4, 0.5}) {
        Coast coast;
        coast.threshold(coast.port, 3.0);
        TsunamiReach reach = coast.reach(coast.east, 1.0);
        reach.reference_magnitude = 7.0;
        reach.growth = growth;
        coast.tsunami.reaches = {reach};
        std::size_t hits = 0;
        for (const Scenario& scenario : coast.draw(100)) {
            hits += scenario.damages.size();
        }
        EXPECT_EQ(hits > 0, growth == 0.5) << std::pow(10.0, growth);
    }
}

TEST(Tsunami, ItsResidualIsCommonToAllRegionsAndOfTheGivenSigma) {
    Coast coast;
    coast.threshold(coast.port, 2.0);
    for (const RegionId region : {coast.east, coast.west}) {
        TsunamiReach reach = coast.reach(region, 2.0 * std::exp(-0.6));
        reach.sigma = 0.6;  // one standard deviation short of breaking anything
        coast.tsunami.reaches.push_back(reach);
    }
    double events = 0.0;
    const int n = 20'000;
    for (const Scenario& scenario : coast.draw(n)) {
        events += static_cast<double>(scenario.events.size());
        EXPECT_EQ(scenario.damages.size(), 2 * scenario.events.size());
    }
    const double p = 0.5 * std::erfc(1.0 / std::numbers::sqrt2);
    EXPECT_NEAR(events / n, p, 4 * std::sqrt(p / n));
}

TEST(Tsunami, AFunctionsOwnRowReplacesThatOfTheRegion) {
    Coast coast;
    coast.threshold(coast.port, 2.0);
    coast.threshold(coast.bank, 2.0);
    TsunamiReach own = coast.reach(coast.east, 5.0);
    own.where.function = coast.bank;
    own.where.share = 0.0;  // the banks of the east stand on a hill
    coast.tsunami.reaches = {coast.reach(coast.east, 5.0), own};
    std::size_t hits = 0;
    for (const Scenario& scenario : coast.draw(100)) {
        for (const Damage& damage : scenario.damages) {
            EXPECT_EQ(damage.node, NodeId{0});
            ++hits;
        }
    }
    EXPECT_GT(hits, 50U);
}

TEST(Tsunami, AShareOfSitesIsExposed) {
    Coast coast;
    coast.threshold(coast.port, 2.0);                               // one site
    coast.threshold(coast.bank, 2.0, FragilityClass::Sites::many);  // many of them
    TsunamiReach reach = coast.reach(coast.east, 5.0);
    reach.where.share = 0.3;
    coast.tsunami.reaches = {reach};
    double ports = 0.0;
    double banks = 0.0;
    const int n = 20'000;
    for (const Scenario& scenario : coast.draw(n)) {
        for (const Damage& damage : scenario.damages) {
            const double deficit = scenario.stages[static_cast<std::size_t>(damage.first_stage)].deficit.to_double();
            if (coast.model.nodes[damage.node].function == coast.port) {
                ports += 1.0;
                EXPECT_EQ(deficit, 1.0);
            } else {
                banks += 1.0;
                EXPECT_NEAR(deficit, 0.3, 1e-9);
            }
        }
    }
    EXPECT_NEAR(ports / banks, 0.3, 4 * std::sqrt(0.3 * 0.7 / banks));
}

TEST(Tsunami, ARowThatFloodsNobodyLeavesEveryScenarioIdentical) {
    Coast coast;
    coast.threshold(coast.port, 2.0);
    TsunamiReach reach = coast.reach(coast.east, 1.0);
    reach.sigma = 1.0;
    coast.tsunami.reaches = {reach};
    const std::vector<Scenario> before = coast.draw(300);
    TsunamiReach dry = coast.reach(coast.west, 9.0);
    dry.where.share = 0.0;
    coast.tsunami.reaches = {dry, reach};
    const std::vector<Scenario> after = coast.draw(300);
    std::size_t damages = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        ASSERT_EQ(after[i].damages.size(), before[i].damages.size());
        for (const DamageId id : ids_of(before[i].damages)) {
            EXPECT_EQ(after[i].damages[id].onset, before[i].damages[id].onset);
            ++damages;
        }
    }
    EXPECT_GT(damages, 50U);
}

}  // namespace
}  // namespace hadome
