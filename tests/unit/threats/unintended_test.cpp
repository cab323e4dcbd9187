#include "threats/unintended.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "threat_model.hpp"

namespace hadome {
namespace {

using namespace testing_models;

TEST(UnintendedSampler, HurtsTheNodeOfTheProcessAtItsRate) {
    Model model;
    const RegionId region = add_region(model, "tokyo");
    const NodeId power = add_node(model, add_function(model, "power"), region);
    const NodeId water = add_node(model, add_function(model, "water"), region);
    DamageProfile profile = outage(3.0, 0.5);
    profile.kind = DamageKind::ot;
    profile.capacity_left = Distribution::fixed(0.25);
    add_process(model, "operator error", power, 0.4, profile);
    add_process(model, "failed change", water, 1.5, outage(8.0));
    const UnintendedSampler sampler(model, year);
    const int n = 100'000;
    double of_power = 0.0;
    double of_water = 0.0;
    Scenario scenario;
    for (std::uint64_t number = 0; number < n; ++number) {
        scenario.clear();
        sampler.draw({1, 0, number}, scenario);
        for (const Damage& damage : scenario.damages) {
            const Event& event = scenario.events[damage.event];
            const Stage& stage = scenario.stages[static_cast<std::size_t>(damage.first_stage)];
            EXPECT_EQ(event.threat, ThreatClass::unintended);
            EXPECT_EQ(event.onset, damage.onset);
            if (damage.node == power) {
                of_power += 1.0;
                EXPECT_EQ(event.source, 0);
                EXPECT_EQ(damage.kind, DamageKind::ot);
                EXPECT_EQ(damage.detection, ticks_per_hour / 2);
                EXPECT_EQ(stage.until, 3 * ticks_per_hour);
                EXPECT_EQ(stage.deficit, Fixed::from_double(0.75));
            } else {
                of_water += 1.0;
                EXPECT_EQ(event.source, 1);
                EXPECT_EQ(damage.kind, DamageKind::it);
            }
        }
    }
    EXPECT_NEAR(of_power / n, 0.4, 3 * std::sqrt(0.4 / n));
    EXPECT_NEAR(of_water / n, 1.5, 3 * std::sqrt(1.5 / n));
}

}  // namespace
}  // namespace hadome
