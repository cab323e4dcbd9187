#include "threats/platform_defect.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenario/decision.hpp"
#include "threat_model.hpp"

namespace hadome {
namespace {

using namespace testing_models;

TEST(PlatformDefectSampler, HurtsAtOnceTheNodesThatTakeTheRelease) {
    Model model;
    const FunctionId bank = add_function(model, "bank");
    const FunctionId clinic = add_function(model, "clinic");
    for (const char* name : {"A", "B", "C"}) {
        add_region(model, name);
    }
    std::vector<NodeId> nodes;
    for (const FunctionId function : {bank, clinic}) {
        for (const RegionId region : ids_of(model.regions)) {
            nodes.push_back(add_node(model, function, region));
        }
    }
    // The last node is not on the platform. A release is taken with probability exposure x share: .6, .3, 0, .6, .6.
    const PlatformId platform = add_platform(
        model, "os", {{nodes[0], 1.0}, {nodes[1], 0.5}, {nodes[2], 0.0}, {nodes[3], 1.0}, {nodes[4], 1.0}});
    add_platform_defect(model, "release", platform, 2.0, 0.6, outage(8.0, 0.5));
    const PlatformDefectSampler sampler(model, year);
    const int n = 50'000;
    std::vector<double> of_size(6);
    std::vector<double> hits(6);
    Scenario scenario;
    for (std::uint64_t number = 0; number < n; ++number) {
        scenario.clear();
        sampler.draw({1, 0, number}, scenario);
        std::vector<std::size_t> sizes(scenario.events.size());
        for (const Damage& damage : scenario.damages) {
            const Event& event = scenario.events[damage.event];
            EXPECT_EQ(event.threat, ThreatClass::unintended);
            EXPECT_EQ(event.kind, SourceKind::platform_defect);
            EXPECT_EQ(event.source, 0);
            EXPECT_EQ(event.onset, damage.onset);
            EXPECT_EQ(damage.detection, ticks_per_hour / 2);
            EXPECT_EQ(scenario.stages[static_cast<std::size_t>(damage.first_stage)].until, 8 * ticks_per_hour);
            ++sizes[damage.event.offset()];
            hits[damage.node.offset()] += 1.0;
        }
        for (const std::size_t size : sizes) {
            of_size[size] += 1.0;
        }
    }
    EXPECT_EQ(of_size[0], 0.0) << "a release that no node takes is no event";
    // Of three that take it with .6 and one with .3.
    const double of_three[] = {0.064, 0.288, 0.432, 0.216};
    for (std::size_t size = 1; size <= 4; ++size) {
        const double expected = 2.0 * n * ((size < 4 ? 0.7 * of_three[size] : 0.0) + 0.3 * of_three[size - 1]);
        EXPECT_NEAR(of_size[size], expected, 4 * std::sqrt(expected)) << size;
    }
    EXPECT_EQ(of_size[5], 0.0);
    for (const std::size_t node : {0, 3, 4}) {
        EXPECT_NEAR(hits[node], 1.2 * n, 4 * std::sqrt(1.2 * n));
    }
    EXPECT_NEAR(hits[1], 0.6 * n, 4 * std::sqrt(0.6 * n));
    EXPECT_EQ(hits[2], 0.0);
    EXPECT_EQ(hits[5], 0.0);
}

/// To the last word of each draw: whoever says that a node takes a release says it of this very probability.
TEST(PlatformDefectSampler, ANodeTakesTheReleaseIfItsDrawIsBelowExposureTimesShare) {
    Model model;
    const FunctionId bank = add_function(model, "bank");
    std::vector<Exposure> users;
    for (const auto& [name, exposure] : std::map<std::string, double>{{"A", 1.0}, {"B", 0.7}, {"C", 0.1}, {"D", 0.0}}) {
        users.push_back({add_node(model, bank, add_region(model, name)), exposure});
    }
    const PlatformId platform = add_platform(model, "os", {users[0], users[1], users[2], users[3]});
    add_platform_defect(model, "release", platform, 3.0, 0.8, outage(8.0));
    const std::uint64_t source = model.platform_defects[0].hash;
    const PlatformDefectSampler sampler(model, year);
    int taken = 0;
    for (std::uint64_t number = 0; number < 1000; ++number) {
        const ScenarioKey key{1, 0, number};
        Scenario scenario;
        sampler.draw(key, scenario);
        std::set<std::pair<std::uint64_t, NodeId>> hurt;
        for (const Damage& damage : scenario.damages) {
            hurt.emplace(scenario.events[damage.event].name, damage.node);
        }
        std::set<std::pair<std::uint64_t, NodeId>> expected;
        for (std::uint64_t k = 0; k < 30; ++k) {
            const std::uint64_t name = candidate_name(ThreatClass::unintended, source, k);
            const bool came = std::any_of(scenario.events.begin(), scenario.events.end(),
                                          [&](const Event& event) { return event.name == name; });
            for (const Exposure& user : users) {
                const std::uint64_t word = stream_for(key, name, model.nodes[user.node].hash, Decision::hit)();
                if (came && static_cast<long double>(word) < 0x1p64L * static_cast<long double>(0.8 * user.exposure)) {
                    expected.emplace(name, user.node);
                }
            }
        }
        EXPECT_EQ(hurt, expected);
        taken += static_cast<int>(hurt.size());
    }
    EXPECT_GT(taken, 3000);
}

TEST(PlatformDefectSampler, ASmallerShareTakesNodesAwayAndMovesNone) {
    Model model;
    const FunctionId bank = add_function(model, "bank");
    std::vector<NodeId> nodes;
    for (const char* name : {"A", "B", "C", "D"}) {
        nodes.push_back(add_node(model, bank, add_region(model, name)));
    }
    const PlatformId platform =
        add_platform(model, "os", {{nodes[0], 1.0}, {nodes[1], 1.0}, {nodes[2], 1.0}, {nodes[3], 1.0}});
    add_platform_defect(model, "release", platform, 5.0, 1.0, outage(8.0));
    const auto drawn = [&](std::uint64_t number) {
        Scenario scenario;
        PlatformDefectSampler(model, year).draw({1, 0, number}, scenario);
        std::vector<std::pair<Tick, NodeId>> all;
        for (const Damage& damage : scenario.damages) {
            all.emplace_back(damage.onset, damage.node);
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    std::size_t lost = 0;
    for (std::uint64_t number = 0; number < 500; ++number) {
        model.platform_defects[0].share = 1.0;
        const auto whole = drawn(number);
        EXPECT_EQ(whole.size() % 4, 0U) << "a release that all take hurts all";
        model.platform_defects[0].share = 0.5;
        const auto half = drawn(number);
        EXPECT_TRUE(std::includes(whole.begin(), whole.end(), half.begin(), half.end()));
        lost += whole.size() - half.size();
    }
    EXPECT_NEAR(static_cast<double>(lost), 5000.0, 4 * std::sqrt(2500.0 * 5.0));
}

}  // namespace
}  // namespace hadome
