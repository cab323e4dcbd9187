// Stores that fail to start, worked out by hand.

#include <gmock/gmock.h>

#include "scenario/decision.hpp"
#include "support/small_model.hpp"
#include "unit/cascade/simulators.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;

class StartsCase : public CascadeCase {
protected:
    SmallModel builder_;
    NodeId supplier_ = builder_.node("supplier");
    NodeId consumer_ = builder_.node("consumer");
    Scenario scenario_;

    std::vector<Step> consumer_steps() { return steps_of(simulate(builder_.build(), scenario_), consumer_); }

    /// Renames the event of a damage so that a store of probability one half starts, or does not.
    void decide(const Model& model, DamageId damage, bool starts) {
        constexpr std::uint64_t half = std::uint64_t{1} << 63;
        std::uint64_t& name = scenario_.events[scenario_.damages[damage].event].name;
        const std::uint64_t store = model.stores[StoreId{0}].hash;
        while ((stream_for(scenario_.key, name, store, Decision::start)() < half) == starts) {
            ++name;
        }
    }
};

TEST_P(StartsCase, a_generator_that_fails_to_start_is_passed_over) {
    const GroupId need = builder_.group(consumer_, Combine::mean, {{supplier_}});
    builder_.stores(need, {{.capacity = 4}, {.capacity = 10, .start_failure = 1.0}, {.capacity = 2}});
    add_damage(scenario_, supplier_, 100, 0, {{20, 1.0}});
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{106, 1.0, 0}, Step{120, 0.0, -1}));
}

TEST_P(StartsCase, the_deficit_is_felt_in_the_instant_of_the_failure) {
    const GroupId need = builder_.group(consumer_, Combine::mean, {{supplier_}});
    builder_.stores(need, {{.capacity = 10, .start_failure = 1.0}});
    add_damage(scenario_, supplier_, 100, 0, {{20, 1.0}});
    add_damage(scenario_, supplier_, 130, 0, {{20, 0.5}});
    EXPECT_THAT(consumer_steps(),
                ElementsAre(Step{100, 1.0, 0}, Step{120, 0.0, -1}, Step{130, 0.5, 1}, Step{150, 0.0, -1}));
}

TEST_P(StartsCase, failures_follow_from_failures_in_the_same_instant) {
    const NodeId last = builder_.node("last");
    for (const auto& [from, to] : {std::pair{supplier_, consumer_}, std::pair{consumer_, last}}) {
        builder_.stores(builder_.group(to, Combine::mean, {{from}}), {{.capacity = 10, .start_failure = 1.0}});
    }
    add_damage(scenario_, supplier_, 100, 0, {{20, 1.0}});
    EXPECT_THAT(steps_of(simulate(builder_.build(), scenario_), last),
                ElementsAre(Step{100, 1.0, 0}, Step{120, 0.0, -1}));
}

TEST_P(StartsCase, sites_bridge_with_what_has_started) {
    const GroupId need = builder_.group(consumer_, Combine::mean, {{supplier_}});
    builder_.stores_per_site(need, {{.capacity = 3, .start_failure = 1.0}, {.capacity = 4}});
    add_damage(scenario_, supplier_, 100, 0, {{20, 0.5}});
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{104, 0.5, 0}, Step{120, 0.0, -1}));
}

TEST_P(StartsCase, sites_without_any_feel_it_at_once) {
    const GroupId need = builder_.group(consumer_, Combine::mean, {{supplier_}});
    builder_.stores_per_site(need, {{.capacity = 3, .start_failure = 1.0}});
    add_damage(scenario_, supplier_, 100, 0, {{20, 0.5}});
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{100, 0.5, 0}, Step{120, 0.0, -1}));
}

TEST_P(StartsCase, a_failed_start_keeps_the_charge_for_the_next_outage) {
    const GroupId need = builder_.group(consumer_, Combine::mean, {{supplier_}});
    builder_.stores(need, {{.capacity = 10, .refill = 100'000, .start_failure = 0.5}});
    const Model model = builder_.build();
    decide(model, add_damage(scenario_, supplier_, 100, 0, {{20, 1.0}}), false);
    decide(model, add_damage(scenario_, supplier_, 121, 0, {{19, 1.0}}), true);
    EXPECT_THAT(steps_of(simulate(model, scenario_), consumer_),
                ElementsAre(Step{100, 1.0, 0}, Step{120, 0.0, -1}, Step{131, 1.0, 1}, Step{140, 0.0, -1}));
}

TEST_P(StartsCase, there_is_no_second_try_before_supply_is_whole) {
    const GroupId need = builder_.group(consumer_, Combine::mean, {{supplier_}});
    builder_.stores(need, {{.capacity = 10, .start_failure = 0.5}});
    const Model model = builder_.build();
    decide(model, add_damage(scenario_, supplier_, 100, 0, {{20, 1.0}}), false);
    decide(model, add_damage(scenario_, supplier_, 110, 0, {{20, 1.0}}), true);
    EXPECT_THAT(steps_of(simulate(model, scenario_), consumer_),
                ElementsAre(Step{100, 1.0, 0}, Step{120, 1.0, 1}, Step{130, 0.0, -1}));
}

TEST_P(StartsCase, the_event_whose_deficit_arrives_decides) {
    const GroupId need = builder_.group(consumer_, Combine::mean, {{supplier_}}, {.lag = 5});
    builder_.stores(need, {{.capacity = 10, .start_failure = 0.5}});
    const Model model = builder_.build();
    decide(model, add_damage(scenario_, supplier_, 100, 0, {{50, 0.5}}), true);
    decide(model, add_damage(scenario_, supplier_, 104, 0, {{20, 1.0}}), false);
    // The first event is seen at 105, when the supplier is already down by the second: half a tick each to 109, then
    // 8 are left.
    EXPECT_THAT(steps_of(simulate(model, scenario_), consumer_),
                ElementsAre(Step{117, 1.0, 1}, Step{129, 0.5, 0}, Step{155, 0.0, -1}));
}

TEST_P(StartsCase, the_event_of_the_binding_supplier_decides) {
    const NodeId other = builder_.node("other");
    const GroupId need = builder_.group(consumer_, Combine::mean, {{supplier_, 0.25}, {other, 0.75}});
    builder_.stores(need, {{.capacity = 10, .start_failure = 0.5}});
    const Model model = builder_.build();
    decide(model, add_damage(scenario_, other, 100, 0, {{20, 1.0}}), false);
    decide(model, add_damage(scenario_, supplier_, 100, 0, {{20, 1.0}}), true);
    EXPECT_THAT(steps_of(simulate(model, scenario_), consumer_), ElementsAre(Step{100, 1.0, 0}, Step{120, 0.0, -1}));
}

INSTANTIATE_TEST_SUITE_P(All, StartsCase, all_simulators(), simulator_name);

}  // namespace
}  // namespace hadome::test
