#include "threats/damage_drawer.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace hadome {
namespace {

Fixed fixed(double value) {
    return Fixed::from_double(value);
}

/// The stages of one damage; none when all capacity is left.
std::vector<Stage> stages_of(const DamageProfile& profile, const ScenarioKey& key = {1, 0, 0}, std::uint64_t event = 2,
                             std::uint64_t node = 3) {
    Scenario scenario;
    EventLog log(scenario, {});
    DamageDrawer(profile).add_parts(key, event, node, log);
    log.hurt(Damage{});
    return scenario.stages;
}

/// What is lacking at a moment of the work.
double lacking(const std::vector<Stage>& stages, double hours) {
    for (const Stage& stage : stages) {
        if (ticks_from_hours(hours) < stage.until) {
            return stage.deficit.to_double();
        }
    }
    return 0.0;
}

TEST(DamageDrawer, ClipsCapacityLeftAndTakesAtLeastOneTick) {
    DamageProfile profile;
    profile.capacity_left = Distribution::fixed(1.5);
    EXPECT_TRUE(stages_of(profile).empty());
    profile.capacity_left = Distribution::fixed(0.25);
    ASSERT_EQ(stages_of(profile).size(), 1U);
    EXPECT_EQ(stages_of(profile)[0].deficit, fixed(0.75));
    EXPECT_EQ(stages_of(profile)[0].until, 1);
    profile.restoration = Distribution::fixed(2.0);
    EXPECT_EQ(stages_of(profile)[0].until, 2 * ticks_per_hour);
}

TEST(DamageDrawer, OneQuantityDoesNotMoveAnother) {
    DamageProfile profile;
    profile.restoration = {Distribution::Kind::lognormal, 10.0, 1.0, {}};
    const Tick work = stages_of(profile)[0].until;
    profile.capacity_left = {Distribution::Kind::uniform, 0.0, 1.0, {}};
    profile.detection = {Distribution::Kind::exponential, 1.0, 0.0, {}};
    EXPECT_EQ(stages_of(profile)[0].until, work);
    EXPECT_NE(stages_of(profile, {1, 0, 0}, 2, 4)[0].until, work);
    EXPECT_NE(stages_of(profile, {1, 0, 0}, 4, 3)[0].until, work);
    EXPECT_NE(stages_of(profile, {1, 0, 1}, 2, 3)[0].until, work);
    profile.staircase = {{0.5, 0.5}};
    EXPECT_EQ(stages_of(profile).back().until, work) << "a staircase divides the same work";
}

TEST(DamageDrawer, PermanentDamageIsOneStageWithoutEnd) {
    DamageProfile profile;
    profile.capacity_left = Distribution::fixed(0.25);
    profile.permanent = true;
    const std::vector<Stage> stages = stages_of(profile);
    ASSERT_EQ(stages.size(), 1U);
    EXPECT_EQ(stages[0].until, never);
    EXPECT_EQ(stages[0].deficit, fixed(0.75));
}

TEST(DamageDrawer, AStaircaseGivesBackPartsOfWhatWasLost) {
    DamageProfile profile;
    profile.capacity_left = Distribution::fixed(0.2);
    profile.restoration = Distribution::fixed(10.0);
    profile.staircase = {{0.3, 0.5}, {0.6, 0.9}};
    const std::vector<Stage> stages = stages_of(profile);
    ASSERT_EQ(stages.size(), 3U);
    const double hours[] = {3.0, 6.0, 10.0};
    const double deficits[] = {0.8, 0.4, 0.08};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(stages[i].until, ticks_from_hours(hours[i]));
        EXPECT_NEAR(stages[i].deficit.to_double(), deficits[i], 1e-10);
    }
    EXPECT_EQ(stages[0].deficit, fixed(0.8)) << "the parts sum to the whole exactly";
}

TEST(DamageDrawer, StairsWithinOneTickAreOne) {
    DamageProfile profile;
    profile.staircase = {{0.3, 0.5}, {0.6, 0.9}};
    const std::vector<Stage> stages = stages_of(profile);
    ASSERT_EQ(stages.size(), 1U);
    EXPECT_EQ(stages[0].deficit, Fixed::one());
}

TEST(DamageDrawer, ACurveFollowsTheDistribution) {
    DamageProfile profile;
    profile.capacity_left = Distribution::fixed(0.4);
    profile.restoration = {Distribution::Kind::lognormal, 24.0, 0.8, {}};
    for (const std::int32_t steps : {2, 7, 1000}) {
        profile.curve_steps = steps;
        const std::vector<Stage> stages = stages_of(profile);
        ASSERT_EQ(stages.size(), static_cast<std::size_t>(steps));
        EXPECT_EQ(stages[0].deficit, fixed(0.6));
        for (std::size_t i = 1; i < stages.size(); ++i) {
            EXPECT_LT(stages[i - 1].until, stages[i].until);
            EXPECT_GT(stages[i - 1].deficit, stages[i].deficit);
        }
        for (const double hours : {3.0, 12.0, 24.0, 40.0, 100.0}) {
            const double back = 0.5 * std::erfc(-std::log(hours / 24.0) / 0.8 / std::sqrt(2.0));
            EXPECT_NEAR(lacking(stages, hours), 0.6 * (1.0 - back), 0.6 * 0.5 / steps + 1e-9) << steps << " " << hours;
        }
    }
    EXPECT_EQ(stages_of(profile, {1, 0, 0})[0].until, stages_of(profile, {9, 9, 9})[0].until) << "nothing is drawn";
}

TEST(DamageDrawer, ACurveOfOneTimeIsOneStage) {
    DamageProfile profile;
    profile.restoration = Distribution::fixed(5.0);
    profile.curve_steps = 10;
    const std::vector<Stage> stages = stages_of(profile);
    ASSERT_EQ(stages.size(), 1U);
    EXPECT_EQ(stages[0].until, 5 * ticks_per_hour);
    EXPECT_EQ(stages[0].deficit, Fixed::one());
}

TEST(DamageDrawer, MendingScalesAndCutsTheWorkOfEveryForm) {
    DamageProfile profile;
    profile.restoration = Distribution::fixed(10.0);
    profile.staircase = {{0.25, 0.5}, {0.75, 0.9}};
    const auto mended = [&](const Mending& mending) {
        Scenario scenario;
        EventLog log(scenario, {});
        DamageDrawer(profile).add_parts({1, 0, 0}, 2, 3, log, mending);
        log.hurt(Damage{});
        return scenario.stages;
    };
    const auto ends = [](const std::vector<Stage>& stages) {
        std::vector<double> hours;
        for (const Stage& stage : stages) {
            hours.push_back(hours_from_ticks(stage.until));
        }
        return hours;
    };
    EXPECT_EQ(ends(mended({})), (std::vector{2.5, 7.5, 10.0}));
    EXPECT_EQ(ends(mended({0.5, never})), (std::vector{1.25, 3.75, 5.0}));
    // What would come back later comes back together.
    EXPECT_EQ(ends(mended({1.0, 6 * ticks_per_hour})), (std::vector{2.5, 6.0}));
    EXPECT_EQ(mended({1.0, 0}).front().until, 1);
    profile.staircase.clear();
    profile.restoration = {Distribution::Kind::uniform, 0.0, 8.0, {}};
    profile.curve_steps = 2;
    EXPECT_EQ(ends(mended({})), (std::vector{2.0, 6.0}));
    EXPECT_EQ(ends(mended({0.5, never})), (std::vector{1.0, 3.0}));
    EXPECT_EQ(ends(mended({1.0, 4 * ticks_per_hour})), (std::vector{2.0, 4.0}));
    profile.permanent = true;
    EXPECT_EQ(mended({0.5, never}).front().until, never);
    EXPECT_EQ(ends(mended({0.5, 3 * ticks_per_hour})), std::vector{3.0});
}

}  // namespace
}  // namespace hadome
