#include "threats/event_log.hpp"

#include <gtest/gtest.h>

namespace hadome {
namespace {

Fixed fixed(double value) {
    return Fixed::from_double(value);
}

TEST(EventLog, TakesBackAnEventThatHurtNobody) {
    Scenario scenario;
    { EventLog log(scenario, {ThreatClass::cyber, 0, 5, 0.0, 1}); }
    EXPECT_TRUE(scenario.events.empty());
    {
        EventLog log(scenario, {ThreatClass::cyber, 0, 6, 0.0, 2});
        log.add_part({10, Fixed::zero()});
        log.hurt(Damage{});
    }
    EXPECT_TRUE(scenario.events.empty());
    EXPECT_TRUE(scenario.damages.empty());
    EXPECT_TRUE(scenario.stages.empty());
}

TEST(EventLog, StacksPartsIntoFallingStages) {
    Scenario scenario;
    {
        EventLog log(scenario, {ThreatClass::disaster, 0, 5, 7.0, 1});
        log.add_part({30, fixed(0.25)});
        log.add_part({10, fixed(0.5)});
        log.add_part({30, fixed(0.125)});
        log.hurt(Damage{});
        log.add_part({7, fixed(1.0)});
        log.hurt(Damage{});
    }
    ASSERT_EQ(scenario.events.size(), 1U);
    ASSERT_EQ(scenario.damages.size(), 2U);
    const Damage& first = scenario.damages[DamageId{0}];
    EXPECT_EQ(first.event, EventId{0});
    ASSERT_EQ(first.last_stage - first.first_stage, 2);
    EXPECT_EQ(scenario.stages[0].until, 10);
    EXPECT_EQ(scenario.stages[0].deficit, fixed(0.875));
    EXPECT_EQ(scenario.stages[1].until, 30);
    EXPECT_EQ(scenario.stages[1].deficit, fixed(0.375));
    const Damage& second = scenario.damages[DamageId{1}];
    EXPECT_EQ(second.first_stage, 2);
    EXPECT_EQ(second.last_stage, 3);
    EXPECT_EQ(scenario.stages[2].deficit, Fixed::one());
}

}  // namespace
}  // namespace hadome
