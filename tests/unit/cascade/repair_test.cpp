// Speed of repair, permanent damage, crews and ignored repeats, worked out by hand.

#include <gmock/gmock.h>

#include "support/small_model.hpp"
#include "unit/cascade/simulators.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;

constexpr ThreatClass threat = ThreatClass::unintended;

/// A plant whose repair needs a service.
class RepairCase : public CascadeCase {
protected:
    SmallModel builder_;
    NodeId plant_ = builder_.node("plant");
    NodeId service_ = builder_.node("service");
    Scenario scenario_;

    void need(NodeId service, double strength,
              const std::vector<DamageKind>& kinds = {DamageKind::physical, DamageKind::ot, DamageKind::it}) {
        builder_.group(plant_, Combine::mean, {{service}},
                       {.strength = strength, .role = GroupRole::repair, .repairs = kinds});
    }
    std::vector<Step> plant_steps() { return steps_of(simulate(builder_.build(), scenario_), plant_); }
};

TEST_P(RepairCase, is_slower_while_a_service_is_missing) {
    need(service_, 0.5);
    add_damage(scenario_, plant_, 100, 0, {{25, 1.0}});
    add_damage(scenario_, service_, 110, 0, {{20, 1.0}});
    // 10 by 110, 10 more by 130, then 5.
    EXPECT_THAT(plant_steps(), ElementsAre(Step{100, 1.0, 0}, Step{135, 0.0, -1}));
}

TEST_P(RepairCase, rests_while_a_service_it_cannot_do_without_is_missing) {
    need(service_, 1.0);
    add_damage(scenario_, plant_, 100, 0, {{10, 1.0}});
    add_damage(scenario_, service_, 105, 0, {{20, 1.0}});
    EXPECT_THAT(plant_steps(), ElementsAre(Step{100, 1.0, 0}, Step{130, 0.0, -1}));
}

TEST_P(RepairCase, goes_on_at_the_least_speed_by_improvisation) {
    need(service_, 1.0);
    builder_.min_speed(plant_, 0.25);
    add_damage(scenario_, plant_, 100, 0, {{10, 1.0}});
    add_damage(scenario_, service_, 100, 0, {{20, 1.0}});
    // 5 by 120, then 5.
    EXPECT_THAT(plant_steps(), ElementsAre(Step{100, 1.0, 0}, Step{125, 0.0, -1}));
}

TEST_P(RepairCase, is_slowed_by_each_service_in_turn) {
    const NodeId other = builder_.node("other");
    need(service_, 0.5);
    need(other, 0.5);
    add_damage(scenario_, plant_, 100, 0, {{10, 1.0}});
    add_damage(scenario_, service_, 100, 0, {{200, 1.0}});
    add_damage(scenario_, other, 100, 0, {{200, 1.0}});
    EXPECT_THAT(plant_steps(), ElementsAre(Step{100, 1.0, 0}, Step{140, 0.0, -1}));
}

TEST_P(RepairCase, needs_the_service_only_for_the_kinds_named) {
    need(service_, 1.0, {DamageKind::physical, DamageKind::ot});
    add_damage(scenario_, plant_, 100, 0, {{10, 0.5}}, threat, DamageKind::physical);
    add_damage(scenario_, plant_, 100, 0, {{10, 1.0}}, threat, DamageKind::it);
    add_damage(scenario_, service_, 100, 0, {{20, 1.0}});
    EXPECT_THAT(plant_steps(), ElementsAre(Step{100, 1.0, 1}, Step{110, 0.5, 0}, Step{130, 0.0, -1}));
}

TEST_P(RepairCase, work_beyond_the_end_of_a_stage_counts_for_the_next) {
    need(service_, 0.25);
    add_damage(scenario_, plant_, 100, 0, {{1, 1.0}, {2, 0.5}});
    add_damage(scenario_, service_, 100, 0, {{200, 1.0}});
    // At three quarters: 1.5 after two ticks, 2.25 after three.
    EXPECT_THAT(plant_steps(), ElementsAre(Step{100, 1.0, 0}, Step{102, 0.5, 0}, Step{103, 0.0, -1}));
}

TEST_P(RepairCase, a_service_can_depend_on_what_it_mends) {
    need(service_, 0.5);
    builder_.group(service_, Combine::mean, {{plant_}});
    add_damage(scenario_, plant_, 100, 0, {{10, 1.0}, {15, 0.5}});
    // Half speed to 120, then three quarters for 5: 6.67 ticks.
    EXPECT_THAT(plant_steps(), ElementsAre(Step{100, 1.0, 0}, Step{120, 0.5, 0}, Step{127, 0.0, -1}));
}

TEST_P(RepairCase, permanent_damage_stays) {
    add_damage(scenario_, plant_, 100, 0, {{never, 0.5}});
    add_damage(scenario_, service_, 100, 0, {{10, 1.0}, {never, 0.25}});
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_TRUE(journal.stuck);
    EXPECT_EQ(journal.end, cap);
    EXPECT_THAT(steps_of(journal, plant_), ElementsAre(Step{100, 0.5, 0}));
    EXPECT_THAT(steps_of(journal, service_), ElementsAre(Step{100, 1.0, 1}, Step{110, 0.25, 1}));
}

/// Three plants and one crew.
class CrewsCase : public CascadeCase {
protected:
    SmallModel builder_;
    // Names in another order than indices.
    NodeId a_ = builder_.node("c");
    NodeId b_ = builder_.node("b");
    NodeId c_ = builder_.node("a");
    CrewPoolId pool_ = builder_.pool("pool", 1);
    Scenario scenario_;

    void duties(std::int64_t of_a, std::int64_t of_b, std::int64_t of_c) {
        builder_.duty(a_, DamageKind::it, pool_, of_a);
        builder_.duty(b_, DamageKind::it, pool_, of_b);
        builder_.duty(c_, DamageKind::it, pool_, of_c);
    }
    /// When each plant was nominal again, for good.
    std::vector<Tick> ends(const Treatment& treatment = {}) {
        const Journal journal = GetParam().simulate(builder_.build(), cap, scenario_, treatment);
        std::vector<Tick> times(3);
        for (const Change& change : journal.changes) {
            times[change.node.offset()] = change.deficit == Fixed::zero() ? change.time : never;
        }
        return times;
    }
};

TEST_P(CrewsCase, take_what_was_detected_first) {
    duties(0, 0, 0);
    add_damage(scenario_, a_, 100, 0, {{10, 1.0}});
    add_damage(scenario_, b_, 101, 5, {{10, 1.0}});
    add_damage(scenario_, c_, 102, 1, {{10, 1.0}});
    EXPECT_THAT(ends(), ElementsAre(110, 130, 120));
}

TEST_P(CrewsCase, take_the_most_urgent_but_leave_no_work_begun) {
    duties(0, 5, 1);
    add_damage(scenario_, a_, 100, 0, {{10, 1.0}});
    add_damage(scenario_, b_, 101, 5, {{10, 1.0}});
    add_damage(scenario_, c_, 102, 1, {{10, 1.0}});
    EXPECT_THAT(ends(), ElementsAre(110, 120, 130));
}

TEST_P(CrewsCase, that_are_free_in_an_instant_can_take_what_is_detected_in_it) {
    duties(0, 5, 1);
    add_damage(scenario_, a_, 100, 0, {{10, 1.0}});
    add_damage(scenario_, c_, 102, 1, {{10, 1.0}});
    add_damage(scenario_, b_, 105, 5, {{10, 1.0}});
    EXPECT_THAT(ends(), ElementsAre(110, 120, 130));
}

TEST_P(CrewsCase, go_by_onset_and_then_by_name_where_nothing_else_decides) {
    duties(0, 0, 0);
    add_damage(scenario_, a_, 99, 3, {{10, 1.0}});
    add_damage(scenario_, c_, 100, 2, {{10, 1.0}});
    add_damage(scenario_, b_, 100, 2, {{10, 1.0}});
    // Node a_ was hit first; of the others c_ has the first name.
    EXPECT_THAT(ends(), ElementsAre(112, 132, 122));
}

TEST_P(CrewsCase, are_not_needed_for_kinds_without_a_pool) {
    duties(0, 0, 0);
    add_damage(scenario_, a_, 100, 0, {{20, 1.0}});
    add_damage(scenario_, b_, 101, 0, {{5, 1.0}}, threat, DamageKind::physical);
    add_damage(scenario_, b_, 101, 0, {{5, 0.5}}, threat, DamageKind::it);
    EXPECT_THAT(steps_of(simulate(builder_.build(), scenario_), b_),
                ElementsAre(Step{101, 1.0, 1}, Step{106, 0.5, 2}, Step{125, 0.0, -1}));
}

TEST_P(CrewsCase, two_crews_mend_two_at_a_time) {
    pool_ = builder_.pool("larger", 2);
    duties(0, 0, 0);
    add_damage(scenario_, a_, 100, 0, {{10, 1.0}});
    add_damage(scenario_, b_, 101, 0, {{10, 1.0}});
    add_damage(scenario_, c_, 102, 0, {{10, 1.0}});
    EXPECT_THAT(ends(), ElementsAre(110, 111, 120));
}

TEST_P(CrewsCase, leave_when_only_what_is_never_mended_is_left) {
    duties(0, 0, 0);
    add_damage(scenario_, a_, 100, 0, {{10, 1.0}, {never, 0.25}});
    add_damage(scenario_, b_, 104, 1, {{5, 1.0}});
    EXPECT_THAT(ends(), ElementsAre(never, 115, 0));
}

TEST_P(CrewsCase, do_not_come_for_what_is_never_mended) {
    duties(9, 0, 0);
    add_damage(scenario_, a_, 100, 0, {{never, 0.25}});
    add_damage(scenario_, b_, 100, 0, {{5, 1.0}});
    EXPECT_THAT(ends(), ElementsAre(never, 105, 0));
}

TEST_P(CrewsCase, are_free_when_a_function_is_never_hit) {
    duties(0, 0, 0);
    add_damage(scenario_, a_, 100, 0, {{50, 1.0}});
    add_damage(scenario_, b_, 101, 0, {{10, 1.0}});
    EXPECT_THAT(ends(), ElementsAre(150, 160, 0));
    EXPECT_THAT(ends(Treatment{builder_.build().nodes[a_].function}), ElementsAre(0, 111, 0));
}

class RepeatCase : public CascadeCase {
protected:
    SmallModel builder_;
    NodeId plant_ = builder_.node("plant");
    Scenario scenario_;
};

TEST_P(RepeatCase, of_the_same_kind_is_dropped_while_the_node_is_down) {
    builder_.ignore_while_down(plant_);
    add_damage(scenario_, plant_, 100, 10, {{10, 1.0}});
    add_damage(scenario_, plant_, 105, 0, {{30, 0.5}}, threat, DamageKind::physical);
    add_damage(scenario_, plant_, 105, 0, {{50, 1.0}});  // the first is not yet detected
    add_damage(scenario_, plant_, 115, 0, {{50, 1.0}});
    add_damage(scenario_, plant_, 120, 0, {{5, 1.0}});  // the first is mended in this instant
    add_damage(scenario_, plant_, 120, 0, {{50, 1.0}});
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_EQ(journal.dropped, 3);
    EXPECT_THAT(steps_of(journal, plant_),
                ElementsAre(Step{100, 1.0, 0}, Step{120, 1.0, 4}, Step{125, 0.5, 1}, Step{135, 0.0, -1}));
}

TEST_P(RepeatCase, is_dropped_while_the_first_waits_for_a_crew) {
    const NodeId other = builder_.node("other");
    const CrewPoolId pool = builder_.pool("pool", 1);
    builder_.ignore_while_down(plant_);
    builder_.duty(plant_, DamageKind::it, pool);
    builder_.duty(other, DamageKind::it, pool);
    add_damage(scenario_, other, 90, 0, {{60, 1.0}});
    add_damage(scenario_, plant_, 100, 0, {{10, 0.5}});
    add_damage(scenario_, plant_, 140, 0, {{50, 1.0}});
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_EQ(journal.dropped, 1);
    EXPECT_THAT(steps_of(journal, plant_), ElementsAre(Step{100, 0.5, 1}, Step{160, 0.0, -1}));
}

TEST_P(RepeatCase, is_dropped_for_good_after_permanent_damage) {
    builder_.ignore_while_down(plant_);
    add_damage(scenario_, plant_, 100, 0, {{never, 0.25}});
    add_damage(scenario_, plant_, 500, 0, {{10, 1.0}});
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_EQ(journal.dropped, 1);
    EXPECT_THAT(steps_of(journal, plant_), ElementsAre(Step{100, 0.25, 0}));
}

TEST_P(RepeatCase, is_not_counted_where_the_function_is_never_hit) {
    builder_.ignore_while_down(plant_);
    add_damage(scenario_, plant_, 100, 0, {{10, 1.0}});
    add_damage(scenario_, plant_, 105, 0, {{10, 1.0}});
    const Model model = builder_.build();
    const Journal journal = GetParam().simulate(model, cap, scenario_, Treatment{model.nodes[plant_].function});
    EXPECT_EQ(journal.dropped, 0);
    EXPECT_TRUE(journal.changes.empty());
    EXPECT_EQ(journal.end, 0);
}

class StressCase : public CascadeCase {
protected:
    /// A candidate that happens only while its node lacks something.
    DamageId candidate(NodeId node, Tick onset) {
        const DamageId id = add_damage(scenario_, node, onset, 0, {{10, 1.0}});
        scenario_.damages[id].only_while_degraded = true;
        return id;
    }
    SmallModel builder_;
    NodeId grid_ = builder_.node("grid");
    NodeId works_ = builder_.node("works");
    Scenario scenario_;
};

TEST_P(StressCase, a_candidate_happens_only_while_its_node_lacks_something_of_its_own_or_of_its_supplies) {
    builder_.group(works_, Combine::mean, {{grid_}}, 0.5);
    const DamageId too_early = candidate(works_, 90);
    add_damage(scenario_, grid_, 100, 0, {{50, 1.0}});
    const DamageId in_time = candidate(works_, 120);
    const DamageId at_itself = candidate(works_, 125);
    const DamageId too_late = candidate(works_, 160);
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_THAT(journal.unmet, ElementsAre(too_early, too_late));
    EXPECT_TRUE(journal.happened(in_time));
    EXPECT_TRUE(journal.happened(at_itself));
    EXPECT_THAT(steps_of(journal, works_), ElementsAre(Step{100, 0.5, 1}, Step{120, 1.0, 2}, Step{130, 1.0, 3},
                                                       Step{135, 0.5, 1}, Step{150, 0.0, -1}));
}

TEST_P(StressCase, what_counts_is_the_state_just_before_the_instant) {
    builder_.group(works_, Combine::mean, {{grid_}}, 0.5);
    add_damage(scenario_, grid_, 100, 0, {{50, 1.0}});
    const DamageId as_it_falls = candidate(works_, 100);
    const DamageId as_it_rises = candidate(works_, 150);
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_THAT(journal.unmet, ElementsAre(as_it_falls));
    EXPECT_TRUE(journal.happened(as_it_rises));
    EXPECT_THAT(steps_of(journal, works_), ElementsAre(Step{100, 0.5, 0}, Step{150, 1.0, 2}, Step{160, 0.0, -1}));
}

TEST_P(StressCase, a_treatment_that_spares_the_supplier_spares_the_candidates_too) {
    builder_.group(works_, Combine::mean, {{grid_}}, 0.5);
    add_damage(scenario_, grid_, 100, 0, {{50, 1.0}});
    const DamageId stressed = candidate(works_, 120);
    const Model model = builder_.build();
    const Journal journal = GetParam().simulate(model, cap, scenario_, Treatment{model.nodes[grid_].function});
    EXPECT_THAT(journal.unmet, ElementsAre(stressed));
    EXPECT_TRUE(journal.changes.empty());
}

INSTANTIATE_TEST_SUITE_P(All, RepairCase, all_simulators(), simulator_name);
INSTANTIATE_TEST_SUITE_P(All, CrewsCase, all_simulators(), simulator_name);
INSTANTIATE_TEST_SUITE_P(All, RepeatCase, all_simulators(), simulator_name);
INSTANTIATE_TEST_SUITE_P(All, StressCase, all_simulators(), simulator_name);

}  // namespace
}  // namespace hadome::test
