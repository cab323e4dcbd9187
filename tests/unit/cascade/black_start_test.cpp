// Loops of full strength that a black start opens, worked out by hand.

#include <gmock/gmock.h>

#include "support/small_model.hpp"
#include "unit/cascade/simulators.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;

/// Two nodes that cannot do without each other; both are hit at 10.
class BlackStartCase : public CascadeCase {
protected:
    SmallModel builder_;
    NodeId a_ = builder_.node("a");
    NodeId b_ = builder_.node("b");
    Scenario scenario_;

    void link_both_ways() {
        builder_.group(a_, Combine::mean, {{b_}});
        builder_.group(b_, Combine::mean, {{a_}});
    }
    void hit_both(Tick work_a, Tick work_b) {
        add_damage(scenario_, a_, 10, 0, {{work_a, 1.0}});
        add_damage(scenario_, b_, 10, 0, {{work_b, 1.0}});
    }
};

TEST_P(BlackStartCase, a_loop_without_it_is_stuck) {
    link_both_ways();
    hit_both(50, 50);
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_TRUE(journal.stuck);
    EXPECT_EQ(journal.end, cap);
    EXPECT_THAT(steps_of(journal, a_), ElementsAre(Step{10, 1.0, 0}));
    EXPECT_THAT(steps_of(journal, b_), ElementsAre(Step{10, 1.0, 1}));
}

TEST_P(BlackStartCase, one_node_that_has_it_brings_the_loop_back) {
    builder_.black_start(a_);
    link_both_ways();
    hit_both(50, 50);
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_FALSE(journal.stuck);
    EXPECT_EQ(journal.end, 60);
    EXPECT_THAT(steps_of(journal, a_), ElementsAre(Step{10, 1.0, 0}, Step{60, 0.0, -1}));
    EXPECT_THAT(steps_of(journal, b_), ElementsAre(Step{10, 1.0, 1}, Step{60, 0.0, -1}));
}

TEST_P(BlackStartCase, it_has_to_wait_until_the_others_are_mended) {
    builder_.black_start(a_);
    link_both_ways();
    hit_both(50, 70);
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_THAT(steps_of(journal, a_), ElementsAre(Step{10, 1.0, 0}, Step{60, 1.0, 1}, Step{80, 0.0, -1}));
    EXPECT_THAT(steps_of(journal, b_), ElementsAre(Step{10, 1.0, 1}, Step{80, 0.0, -1}));
}

TEST_P(BlackStartCase, it_goes_as_far_as_its_other_needs_let_it) {
    builder_.black_start(a_);
    const NodeId water = builder_.node("water");
    builder_.group(a_, Combine::mean, {{water}}, {.strength = 0.5, .name = "first"});
    builder_.group(a_, Combine::mean, {{b_}}, {.name = "second"});
    builder_.group(b_, Combine::mean, {{a_}});
    hit_both(50, 50);
    add_damage(scenario_, water, 10, 0, {{90, 1.0}});
    // From 60 on water is what both wait for.
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_THAT(steps_of(journal, a_), ElementsAre(Step{10, 1.0, 0}, Step{60, 0.5, 2}, Step{100, 0.0, -1}));
    EXPECT_THAT(steps_of(journal, b_), ElementsAre(Step{10, 1.0, 1}, Step{60, 0.5, 2}, Step{100, 0.0, -1}));
}

TEST_P(BlackStartCase, it_is_in_vain_where_a_partner_waits_for_another_loop) {
    builder_.black_start(a_);
    const NodeId c = builder_.node("c");
    link_both_ways();
    builder_.group(b_, Combine::mean, {{c}});
    builder_.group(c, Combine::mean, {{b_}});
    hit_both(50, 50);
    add_damage(scenario_, c, 10, 0, {{50, 1.0}});
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_TRUE(journal.stuck);
    EXPECT_THAT(steps_of(journal, a_), ElementsAre(Step{10, 1.0, 0}));
    EXPECT_THAT(steps_of(journal, b_), ElementsAre(Step{10, 1.0, 1}));
}

TEST_P(BlackStartCase, a_node_can_need_itself) {
    builder_.black_start(a_);
    builder_.group(a_, Combine::mean, {{a_}});
    builder_.group(b_, Combine::mean, {{b_}});
    hit_both(50, 50);
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_THAT(steps_of(journal, a_), ElementsAre(Step{10, 1.0, 0}, Step{60, 0.0, -1}));
    EXPECT_THAT(steps_of(journal, b_), ElementsAre(Step{10, 1.0, 1}));
}

TEST_P(BlackStartCase, who_holds_itself_down_in_part_does_not_keep_others_from_starting) {
    // z is at 0.4 unless itself or c is at 0.5, and down once c is below 0.3; c misses 1.1 of what z misses and can
    // start black. From nothing z waits for c, and c for z. After damage that leaves z 0.4, z waits for itself alone,
    // and c stands beside that circle.
    const NodeId z = builder_.node("z");
    const NodeId c = builder_.node("c", 0, Law::linear);
    builder_.black_start(c);
    builder_.group(c, Combine::mean, {{z}}, {.strength = 1.0, .name = "first"});
    builder_.group(c, Combine::mean, {{z}}, {.strength = 0.1, .name = "second"});
    builder_.group(z, Combine::k_of_n, {{z, 0.5}, {c, 0.5}}, {.strength = 0.6, .name = "one"});
    builder_.k_of_n(1, 0.5);
    builder_.group(z, Combine::k_of_n, {{c}}, {.strength = 1.0, .name = "two"});
    builder_.k_of_n(1, 0.3);
    const Model model = builder_.build();
    for (const double lost : {1.0, 0.6}) {
        Scenario scenario;
        add_damage(scenario, z, 10, 0, {{50, lost}});
        const Journal journal = simulate(model, scenario);
        EXPECT_FALSE(journal.stuck) << lost;
        EXPECT_EQ(journal.end, 60) << lost;
        EXPECT_NEAR(steps_of(journal, c).front().deficit, std::min(1.0, 1.1 * lost), 1e-9) << lost;
    }
}

TEST_P(BlackStartCase, nobody_starts_against_a_deficit_that_comes_late) {
    // The chain does not close: what a sees of b is what b was before.
    builder_.black_start(a_);
    builder_.group(a_, Combine::mean, {{b_}}, {.lag = 7});
    builder_.group(b_, Combine::mean, {{a_}});
    add_damage(scenario_, a_, 10, 0, {{3, 1.0}});
    constexpr Tick end = 40;
    const Journal journal = GetParam().simulate(builder_.build(), end, scenario_, {});
    // The pulse of 3 ticks goes round every 7, for ever.
    EXPECT_THAT(steps_of(journal, a_),
                ElementsAre(Step{10, 1.0, 0}, Step{13, 0.0, -1}, Step{17, 1.0, 0}, Step{20, 0.0, -1}, Step{24, 1.0, 0},
                            Step{27, 0.0, -1}, Step{31, 1.0, 0}, Step{34, 0.0, -1}, Step{38, 1.0, 0}));
    EXPECT_TRUE(journal.stuck);
}

INSTANTIATE_TEST_SUITE_P(All, BlackStartCase, all_simulators(), simulator_name);

}  // namespace
}  // namespace hadome::test
