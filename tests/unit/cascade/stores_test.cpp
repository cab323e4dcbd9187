// Stores worked out by hand: times are ticks, charges in ticks at full deficit.

#include <gmock/gmock.h>

#include "support/small_model.hpp"
#include "unit/cascade/simulators.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;

/// A consumer that needs one supplier, and can have fuel from another node.
class StoresCase : public CascadeCase {
protected:
    SmallModel builder_;
    NodeId supplier_ = builder_.node("supplier");
    NodeId fuel_ = builder_.node("fuel");
    NodeId consumer_ = builder_.node("consumer");
    GroupId need_ = builder_.group(consumer_, Combine::mean, {{supplier_}});
    Scenario scenario_;

    GroupId fuel_group() {
        return builder_.group(consumer_, Combine::mean, {{fuel_}}, {.role = GroupRole::refill, .name = "fuel"});
    }
    std::vector<Step> consumer_steps() { return steps_of(simulate(builder_.build(), scenario_), consumer_); }
};

TEST_P(StoresCase, a_generator_takes_over_from_the_battery) {
    builder_.stores(need_, {{.capacity = 4}, {.capacity = 10}});
    add_damage(scenario_, supplier_, 100, 0, {{20, 1.0}});
    // Battery to 104, generator to 114.
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{114, 1.0, 0}, Step{120, 0.0, -1}));
}

TEST_P(StoresCase, both_last_twice_as_long_at_half_the_deficit) {
    builder_.stores(need_, {{.capacity = 4}, {.capacity = 10}});
    add_damage(scenario_, supplier_, 100, 0, {{40, 0.5}});
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{128, 0.5, 0}, Step{140, 0.0, -1}));
}

TEST_P(StoresCase, a_store_refills_at_once_when_supply_is_whole) {
    builder_.stores(need_, {{.capacity = 10}});
    add_damage(scenario_, supplier_, 100, 0, {{8, 1.0}});
    add_damage(scenario_, supplier_, 109, 0, {{16, 1.0}});
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{119, 1.0, 1}, Step{125, 0.0, -1}));
}

TEST_P(StoresCase, a_store_that_refills_in_time_has_what_came_in) {
    builder_.stores(need_, {{.capacity = 10, .refill = 40}});
    add_damage(scenario_, supplier_, 100, 0, {{8, 1.0}});
    add_damage(scenario_, supplier_, 116, 0, {{14, 1.0}});
    // 2 are left at 108, 2 come in until 116.
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{120, 1.0, 1}, Step{130, 0.0, -1}));
}

TEST_P(StoresCase, nothing_comes_in_while_supply_is_partial) {
    builder_.stores(need_, {{.capacity = 10, .refill = 1}});
    add_damage(scenario_, supplier_, 100, 0, {{8, 1.0}, {20, 0.5}});
    // 2 are left at 108, and last 4 at half the deficit.
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{112, 0.5, 0}, Step{120, 0.0, -1}));
}

TEST_P(StoresCase, fuel_keeps_a_store_longer_and_passes_through_when_it_is_empty) {
    builder_.stores(need_, {{.capacity = 10, .refill = 20, .refilled_by = fuel_group()}});
    add_damage(scenario_, supplier_, 100, 0, {{100, 1.0}});
    // Half a tick comes in each tick: dry after 20, and half the need is met from then on.
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{120, 0.5, 0}, Step{200, 0.0, -1}));
}

TEST_P(StoresCase, an_empty_store_holds_what_its_fuel_can_and_charges_with_the_rest) {
    builder_.stores(need_, {{.capacity = 10, .refill = 20, .refilled_by = fuel_group()}});
    add_damage(scenario_, supplier_, 100, 0, {{30, 1.0}, {100, 0.25}});
    add_damage(scenario_, supplier_, 150, 0, {{30, 1.0}});
    // Dry at 120. From 130 a quarter is missing and half comes in: 5 by 150, which last 10.
    EXPECT_THAT(consumer_steps(),
                ElementsAre(Step{120, 0.5, 0}, Step{130, 0.0, -1}, Step{160, 0.5, 1}, Step{180, 0.0, -1}));
}

TEST_P(StoresCase, without_fuel_the_store_only_drains) {
    builder_.stores(need_, {{.capacity = 10, .refill = 20, .refilled_by = fuel_group()}});
    add_damage(scenario_, supplier_, 100, 0, {{100, 1.0}});
    add_damage(scenario_, fuel_, 110, 0, {{30, 1.0}});
    // 5 are left at 110.
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{115, 1.0, 0}, Step{140, 0.5, 0}, Step{200, 0.0, -1}));
}

TEST_P(StoresCase, half_the_fuel_is_half_the_inflow) {
    builder_.stores(need_, {{.capacity = 12, .refill = 24, .refilled_by = fuel_group()}});
    add_damage(scenario_, fuel_, 50, 0, {{500, 0.5}});
    add_damage(scenario_, supplier_, 100, 0, {{100, 1.0}});
    // A quarter comes in each tick: 12 last 16.
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{116, 0.75, 1}, Step{200, 0.0, -1}));
}

TEST_P(StoresCase, each_store_of_a_chain_refills_by_its_own_rule) {
    builder_.stores(need_, {{.capacity = 4, .refill = 8}, {.capacity = 10, .refill = 20, .refilled_by = fuel_group()}});
    add_damage(scenario_, supplier_, 100, 0, {{100, 1.0}});
    add_damage(scenario_, supplier_, 210, 0, {{20, 1.0}});
    // Battery to 104, generator with fuel to 124. At 210 the battery is full again and lasts to 214; the generator has
    // gained half a tick since 200 all the time, 7 by then, which last 14.
    EXPECT_THAT(consumer_steps(),
                ElementsAre(Step{124, 0.5, 0}, Step{200, 0.0, -1}, Step{228, 0.5, 1}, Step{230, 0.0, -1}));
}

TEST_P(StoresCase, the_first_store_runs_again_once_its_fuel_is_more_than_enough) {
    builder_.stores(need_, {{.capacity = 4, .refill = 8, .refilled_by = fuel_group()}, {.capacity = 10}});
    add_damage(scenario_, supplier_, 100, 0, {{12, 1.0}, {20, 0.25}, {60, 1.0}});
    // First store: half a tick net, dry at 108. The second takes the half that is left of 108 to 112: 2. From 112 to
    // 120 the first holds the quarter by its fuel and gains a quarter a tick: 2, which last to 124. The second has 8
    // for half the need: to 140.
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{140, 0.5, 0}, Step{160, 0.0, -1}));
}

TEST_P(StoresCase, what_an_empty_store_hands_on_leaves_nothing_behind) {
    builder_.stores(need_, {{.capacity = 3, .refill = 7, .refilled_by = fuel_group()}});
    const NodeId elsewhere = builder_.node("elsewhere");
    add_damage(scenario_, supplier_, 100, 0, {{100, 1.0}});
    add_damage(scenario_, elsewhere, 150, 0, {{10, 1.0}});
    // 4/7 a tick are drawn: dry in the sixth. 3/7 are no whole number of units: the part of a unit that is left over
    // must not hide the deficit for a tick whenever something happens elsewhere.
    const Journal journal = simulate(builder_.build(), scenario_);
    const std::vector<Step> steps = steps_of(journal, consumer_);
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[0].time, 106);
    EXPECT_EQ(journal.changes[1].deficit.raw(), Fixed::one_raw - 3 * Fixed::one_raw / 7);
    EXPECT_EQ(steps[1].time, 200);
}

TEST_P(StoresCase, nothing_is_drawn_while_the_consumer_is_down_by_itself) {
    builder_.stores(need_, {{.capacity = 10}});
    add_damage(scenario_, supplier_, 100, 0, {{30, 1.0}});
    add_damage(scenario_, consumer_, 102, 0, {{10, 1.0}});
    // 2 until 102, 8 from 112 on.
    EXPECT_THAT(consumer_steps(),
                ElementsAre(Step{102, 1.0, 1}, Step{112, 0.0, -1}, Step{120, 1.0, 0}, Step{130, 0.0, -1}));
}

TEST_P(StoresCase, a_consumer_that_is_partly_down_draws_on) {
    builder_.stores(need_, {{.capacity = 10}});
    add_damage(scenario_, supplier_, 100, 0, {{30, 1.0}});
    add_damage(scenario_, consumer_, 102, 0, {{10, 0.5}});
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{102, 0.5, 1}, Step{110, 1.0, 0}, Step{130, 0.0, -1}));
}

TEST_P(StoresCase, fuel_gathers_in_an_empty_store_while_nobody_uses_it) {
    builder_.stores(need_, {{.capacity = 10, .refill = 20, .refilled_by = fuel_group()}});
    add_damage(scenario_, supplier_, 100, 0, {{100, 1.0}});
    add_damage(scenario_, consumer_, 130, 0, {{10, 1.0}});
    // Dry at 120; 5 gather from 130 to 140, which last 10.
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{120, 0.5, 0}, Step{130, 1.0, 1}, Step{140, 0.0, -1},
                                              Step{150, 0.5, 0}, Step{200, 0.0, -1}));
}

TEST_P(StoresCase, sites_use_their_whole_chain) {
    builder_.stores_per_site(need_, {{.capacity = 3}, {.capacity = 4}});
    add_damage(scenario_, supplier_, 100, 0, {{20, 0.25}});
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{107, 0.25, 0}, Step{120, 0.0, -1}));
}

TEST_P(StoresCase, sites_are_full_again_after_any_whole_supply) {
    builder_.stores_per_site(need_, {{.capacity = 3}, {.capacity = 4}});
    add_damage(scenario_, supplier_, 100, 0, {{10, 1.0}});
    add_damage(scenario_, supplier_, 111, 0, {{14, 1.0}});
    EXPECT_THAT(consumer_steps(),
                ElementsAre(Step{107, 1.0, 0}, Step{110, 0.0, -1}, Step{118, 1.0, 1}, Step{125, 0.0, -1}));
}

TEST_P(StoresCase, a_store_works_on_what_the_lag_lets_it_see) {
    const NodeId far = builder_.node("far");
    const GroupId lagged = builder_.group(far, Combine::mean, {{supplier_}}, {.lag = 5});
    builder_.stores(lagged, {{.capacity = 10}});
    add_damage(scenario_, supplier_, 100, 0, {{20, 1.0}});
    EXPECT_THAT(steps_of(simulate(builder_.build(), scenario_), far),
                ElementsAre(Step{115, 1.0, 0}, Step{125, 0.0, -1}));
}

INSTANTIATE_TEST_SUITE_P(All, StoresCase, all_simulators(), simulator_name);

}  // namespace
}  // namespace hadome::test
