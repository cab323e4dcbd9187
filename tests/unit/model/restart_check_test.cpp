#include <gmock/gmock.h>

#include "spec_maker.hpp"

namespace hadome::test {
namespace {

using testing::HasSubstr;

/// Functions a, b, c in one region; rules are added by the test.
SpecMaker ring() {
    SpecMaker maker;
    maker.region("A");
    for (const char* name : {"a", "b", "c", "d"}) {
        maker.function(name);
    }
    return maker;
}

TEST(RestartCheck, RefusesACircleOfFullStrength) {
    SpecMaker maker = ring();
    maker.rule("a", "b").stores.push_back({.name = {}, .capacity = 1000});
    maker.rule("b", "c");
    maker.rule("c", "a");
    maker.rule("d", "a");
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("could never restart: a@A <- b@A <- c@A <- a@A"));
}

TEST(RestartCheck, RefusesANodeThatWaitsForItself) {
    SpecMaker maker = ring();
    maker.rule("a", "a");
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("a@A <- a@A"));
}

TEST(RestartCheck, AWeakLinkLetsItRestart) {
    SpecMaker maker = ring();
    maker.rule("a", "b").strength = 0.99;
    maker.rule("b", "a");
    maker.expand();
    EXPECT_TRUE(maker.errors.empty());
}

TEST(RestartCheck, RefusesACircleThatComesBackInEverSmallerSteps) {
    SpecMaker maker = ring();
    maker.spec.quantum_bits = 36;
    maker.rule("a", "b").strength = 0.999999999;
    maker.rule("b", "a").strength = 0.999999999;
    maker.rule("c", "a");
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("could hardly restart: a@A <- b@A <- a@A"));
}

TEST(RestartCheck, KnowsEveryLaw) {
    // Two needs of a linear node add up to a gain of one; by the worst alone it would come back.
    for (const Law law : {Law::leontief, Law::linear}) {
        SpecMaker maker = ring();
        maker.spec.functions[FunctionId{0}].function.law = law;
        maker.rule("a", "b").strength = 0.5;
        maker.rule("a", "c").strength = 0.5;
        maker.rule("b", "a");
        maker.rule("c", "a");
        maker.expand();
        EXPECT_EQ(maker.errors.empty(), law == Law::leontief);
    }
}

TEST(RestartCheck, ASupplierOutsideLetsItRestart) {
    for (const Combine combine : {Combine::any, Combine::mean}) {
        SpecMaker maker = ring();
        maker.rule("a", "b").group = "x";
        maker.spec.dependencies.back().combine = combine;
        maker.rule("a", "d").group = "x";
        maker.spec.dependencies.back().combine = combine;
        maker.rule("b", "a");
        maker.expand();
        EXPECT_TRUE(maker.errors.empty()) << "d stands on its own";
        maker.rule("d", "b");
        maker.expand();
        EXPECT_EQ(maker.errors.items().size(), 1U) << "now d waits too";
    }
}

TEST(RestartCheck, ASupplierOfNoWeightHelpsNobody) {
    SpecMaker maker = ring();
    maker.rule("a", "b").group = "x";
    maker.spec.dependencies.back().share = 1.0;
    maker.rule("a", "d").group = "x";
    maker.spec.dependencies.back().share = 0.0;
    maker.rule("b", "a");
    maker.expand();
    EXPECT_EQ(maker.errors.items().size(), 1U);
}

TEST(RestartCheck, TellsCirclesThroughTheSameFunctionsOnce) {
    SpecMaker maker;
    for (int i = 0; i < 5; ++i) {
        maker.region("R" + std::to_string(i));
    }
    for (const char* name : {"a", "b", "c", "d"}) {
        maker.function(name);
    }
    maker.rule("a", "b");
    maker.rule("b", "a");
    maker.rule("c", "d");
    maker.rule("d", "c");
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 2U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("and 4 more through the same functions"));
}

TEST(RestartCheck, CascadesOverThresholdsMayStay) {
    SpecMaker maker = ring();
    maker.rule("a", "b");
    maker.rule("b", "a");
    maker.spec.functions[maker.id_of("a")].function.law = Law::threshold;
    const Model model = maker.expand();
    EXPECT_TRUE(maker.errors.empty());
    ASSERT_EQ(model.notices.size(), 1U);
    EXPECT_THAT(model.notices[0], HasSubstr("could never restart once all are down: a@A <- b@A <- a@A"));
}

void make_black_start(SpecMaker& maker, const std::string& function) {
    maker.spec.functions[maker.id_of(function)].function.black_start = true;
}

TEST(RestartCheck, SaysThatBlackStartWouldMendIt) {
    SpecMaker maker = ring();
    maker.rule("a", "b");
    maker.rule("b", "a");
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("could never restart: a@A <- b@A <- a@A"));
    EXPECT_THAT(maker.errors.items()[0].remedy, HasSubstr("black_start"));
    for (const char* member : {"a", "b"}) {
        SpecMaker mended = maker;
        make_black_start(mended, member);
        mended.expand();
        EXPECT_TRUE(mended.errors.empty()) << member;
    }
    make_black_start(maker, "c");
    maker.expand();
    EXPECT_EQ(maker.errors.items().size(), 1U) << "c is no member";
}

TEST(RestartCheck, ABlackStartBesideTheCircleHelpsIfAMemberCanDoWithIt) {
    // a and b wait for each other; c waits for a. If c or b is enough for a, then c, which can start, brings it back.
    for (const bool either : {false, true}) {
        SpecMaker maker = ring();
        for (const char* supplier : {"b", "c"}) {
            DependencySpec& rule = maker.rule("a", supplier);
            rule.group = "g";
            rule.combine = either ? Combine::any : Combine::all;
        }
        maker.rule("b", "a");
        maker.rule("c", "a");
        make_black_start(maker, "c");
        maker.expand();
        EXPECT_EQ(maker.errors.empty(), either);
    }
}

TEST(RestartCheck, OneBlackStartDoesNotHelpAnotherCircle) {
    SpecMaker maker = ring();
    maker.rule("a", "b");
    maker.rule("b", "a");
    maker.rule("c", "d");
    maker.rule("d", "c");
    maker.rule("c", "a");
    make_black_start(maker, "a");
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("c@A <- d@A <- c@A"));
    make_black_start(maker, "d");
    maker.expand();
    EXPECT_TRUE(maker.errors.empty());
}

TEST(RestartCheck, ABlackStartIgnoresEveryNeedThatWaitsForIt) {
    // a waits for b and for c, which both wait for a: once the one is ignored, the other closes the circle.
    SpecMaker maker = ring();
    maker.rule("a", "b");
    maker.rule("a", "c");
    maker.rule("b", "a");
    maker.rule("c", "a");
    make_black_start(maker, "a");
    maker.expand();
    EXPECT_TRUE(maker.errors.empty());
}

TEST(RestartCheck, RepairAndRefillDoNotHoldAnyoneDown) {
    SpecMaker maker = ring();
    maker.rule("a", "b").role = GroupRole::repair;
    maker.spec.functions[maker.id_of("a")].function.min_speed = Fixed::from_double(0.05);
    DependencySpec& rule = maker.rule("b", "c");
    rule.stores.push_back({.name = {}, .capacity = 100, .refill = 10, .refilled_by = maker.id_of("a")});
    maker.rule("c", "d");
    maker.rule("d", "a");
    maker.expand();
    EXPECT_TRUE(maker.errors.empty());
    maker.spec.dependencies[0].role = GroupRole::operation;
    maker.expand();
    EXPECT_EQ(maker.errors.items().size(), 1U) << "the same circle, all of operation";
}

TEST(RestartCheck, NobodyStartsBlackBehindALag) {
    for (const Tick lag : {Tick{0}, Tick{1}}) {
        SpecMaker maker = ring();
        maker.rule("a", "b");
        maker.rule("b", "a").lag = static_cast<double>(lag);
        make_black_start(maker, "a");
        maker.expand();
        EXPECT_EQ(maker.errors.empty(), lag == 0);
        if (lag > 0) {
            EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("could never restart: a@A <- b@A <- a@A"));
            EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("a black start does not help"));
        }
    }
}

TEST(RestartCheck, RepairThatWaitsForItselfNeedsALeastSpeed) {
    for (const double min_speed : {0.0, 0.05}) {
        SpecMaker maker = ring();
        DependencySpec& repair = maker.rule("a", "b");
        repair.role = GroupRole::repair;
        repair.repairs = 1;
        maker.rule("b", "a");
        maker.rule("c", "a");
        maker.spec.functions[maker.id_of("a")].function.min_speed = Fixed::from_double(min_speed);
        maker.expand();
        ASSERT_EQ(maker.errors.items().size(), min_speed > 0.0 ? 0U : 1U);
        if (min_speed == 0.0) {
            EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("could never restart: a@A <- b@A <- a@A"));
            EXPECT_THAT(maker.errors.items()[0].remedy, HasSubstr("min_speed above 0"));
        }
        // Some work goes on when a part of the speed remains.
        maker.spec.dependencies[0].strength = 0.999;
        maker.expand();
        EXPECT_TRUE(maker.errors.empty());
    }
}

TEST(RestartCheck, StalledRepairMayHoldTheCrewThatWouldEndIt) {
    // a is hit first and takes a crew; its repair needs b, whose damage waits for a crew.
    SpecMaker maker = ring();
    DependencySpec& repair = maker.rule("a", "b");
    repair.role = GroupRole::repair;
    repair.repairs = 1;
    maker.spec.functions[maker.id_of("a")].function.min_speed = Fixed::zero();
    CrewPoolSpec pool;
    pool.name = "crew";
    pool.crews = 1;
    pool.kinds = {DamageKind::physical};
    maker.spec.crew_pools.push_back(pool);
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("could never restart: a@A <- b@A <- a@A"));
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("keeps its crew"));
    maker.spec.functions[maker.id_of("a")].function.min_speed = Fixed::from_double(0.01);
    maker.expand();
    EXPECT_TRUE(maker.errors.empty());
    // Nor does it hold a crew that b does not need.
    maker.spec.functions[maker.id_of("a")].function.min_speed = Fixed::zero();
    maker.spec.crew_pools[0].functions = {maker.id_of("a")};
    maker.expand();
    EXPECT_TRUE(maker.errors.empty());
}

TEST(RestartCheck, SeesSuppliersThroughTheirClaims) {
    // a comes back to half by itself; the first class is served by that half, the second is not.
    for (const std::int32_t priority : {1, 2}) {
        SpecMaker maker = ring();
        maker.spec.functions[maker.id_of("a")].priority_shares = {0.5, 0.5};
        maker.rule("a", "b").strength = 0.5;
        maker.rule("b", "a").priority = priority;
        maker.expand();
        EXPECT_EQ(maker.errors.empty(), priority == 1);
    }
}

}  // namespace
}  // namespace hadome::test
