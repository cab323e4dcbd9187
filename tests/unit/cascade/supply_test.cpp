// Claims, lags and compound outages, worked out by hand.

#include <gmock/gmock.h>

#include "support/small_model.hpp"
#include "unit/cascade/simulators.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;

class ClaimsCase : public CascadeCase {
protected:
    SmallModel builder_;
    NodeId supplier_ = builder_.node("supplier");
    NodeId consumer_ = builder_.node("consumer");
    Scenario scenario_;
};

TEST_P(ClaimsCase, first_come_the_classes_with_the_earlier_claim) {
    const NodeId second = builder_.node("second");
    const NodeId third = builder_.node("third");
    builder_.group(consumer_, Combine::mean, {{supplier_, 1.0, builder_.claim(0.0, 0.25)}});
    builder_.group(second, Combine::mean, {{supplier_, 1.0, builder_.claim(0.25, 0.5)}});
    builder_.group(third, Combine::mean, {{supplier_, 1.0, builder_.claim(0.75, 0.25)}});
    // An eighth is left, then a half, then seven eighths.
    add_damage(scenario_, supplier_, 100, 0, {{10, 0.875}, {20, 0.5}, {30, 0.125}});
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_THAT(steps_of(journal, consumer_), ElementsAre(Step{100, 0.5, 0}, Step{110, 0.0, -1}));
    EXPECT_THAT(steps_of(journal, second), ElementsAre(Step{100, 1.0, 0}, Step{110, 0.5, 0}, Step{120, 0.0, -1}));
    EXPECT_THAT(steps_of(journal, third), ElementsAre(Step{100, 1.0, 0}, Step{120, 0.5, 0}, Step{130, 0.0, -1}));
}

TEST_P(ClaimsCase, what_a_class_gets_is_rounded_up) {
    builder_.group(consumer_, Combine::mean, {{supplier_, 1.0, builder_.claim(0.25, 0.75)}});
    add_damage(scenario_, supplier_, 100, 0, {{10, 0.5}});
    const Journal journal = simulate(builder_.build(), scenario_);
    // A third: (2^36 + 2) / 3 units of 2^-36.
    ASSERT_EQ(journal.changes.size(), 4U);
    EXPECT_EQ(journal.changes[1].deficit.raw(), Fixed::one_raw - (Fixed::one_raw + 2) / 3);
}

TEST_P(ClaimsCase, a_supplier_is_good_by_what_the_consumer_gets) {
    const NodeId without = builder_.node("without");
    builder_.group(consumer_, Combine::mean, {{supplier_, 1.0, builder_.claim(0.0, 0.5)}});
    builder_.k_of_n(1, 0.75);
    builder_.group(without, Combine::mean, {{supplier_}});
    builder_.k_of_n(1, 0.75);
    add_damage(scenario_, supplier_, 100, 0, {{10, 0.5}});
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_THAT(steps_of(journal, consumer_), ElementsAre());
    EXPECT_THAT(steps_of(journal, without), ElementsAre(Step{100, 1.0, 0}, Step{110, 0.0, -1}));
}

TEST_P(ClaimsCase, the_supplier_that_binds_is_the_one_of_which_most_is_missed) {
    const NodeId other = builder_.node("other");
    builder_.group(consumer_, Combine::mean, {{supplier_, 0.5, builder_.claim(0.0, 0.5)}, {other, 0.5}});
    add_damage(scenario_, supplier_, 100, 0, {{10, 0.5}});
    add_damage(scenario_, other, 100, 0, {{10, 0.25}});
    EXPECT_THAT(steps_of(simulate(builder_.build(), scenario_), consumer_),
                ElementsAre(Step{100, 0.125, 1}, Step{110, 0.0, -1}));
}

class CompoundCase : public CascadeCase {
protected:
    SmallModel builder_;
    NodeId supplier_ = builder_.node("supplier");
    NodeId consumer_ = builder_.node("consumer");
    Scenario scenario_;

    std::vector<Step> consumer_steps() { return steps_of(simulate(builder_.build(), scenario_), consumer_); }
};

TEST_P(CompoundCase, damages_of_two_classes_that_contribute_make_an_outage_compound) {
    builder_.group(consumer_, Combine::mean, {{supplier_}});
    add_damage(scenario_, supplier_, 100, 0, {{40, 0.5}}, ThreatClass::cyber);
    add_damage(scenario_, consumer_, 110, 0, {{10, 0.25}}, ThreatClass::disaster);
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{100, 0.5, 0, false}, Step{110, 0.5, 0, true},
                                              Step{120, 0.5, 0, false}, Step{140, 0.0, -1}));
}

TEST_P(CompoundCase, two_damages_of_one_class_do_not) {
    builder_.group(consumer_, Combine::mean, {{supplier_}});
    add_damage(scenario_, supplier_, 100, 0, {{40, 0.5}}, ThreatClass::cyber);
    add_damage(scenario_, consumer_, 110, 0, {{10, 0.25}}, ThreatClass::cyber);
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{100, 0.5, 0}, Step{140, 0.0, -1}));
}

TEST_P(CompoundCase, what_a_store_hides_does_not_contribute) {
    builder_.stores(builder_.group(consumer_, Combine::mean, {{supplier_}}), {{.capacity = 15}});
    add_damage(scenario_, supplier_, 100, 0, {{40, 1.0}}, ThreatClass::cyber);
    add_damage(scenario_, consumer_, 105, 0, {{20, 0.25}}, ThreatClass::disaster);
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{105, 0.25, 1, false}, Step{115, 1.0, 0, true},
                                              Step{125, 1.0, 0, false}, Step{140, 0.0, -1}));
}

TEST_P(CompoundCase, the_classes_arrive_with_a_lagged_supply) {
    builder_.group(consumer_, Combine::mean, {{supplier_}}, {.lag = 20});
    add_damage(scenario_, supplier_, 100, 0, {{10, 1.0}}, ThreatClass::cyber);
    add_damage(scenario_, supplier_, 104, 0, {{4, 0.5}}, ThreatClass::disaster);
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_THAT(steps_of(journal, supplier_), ElementsAre(Step{100, 1.0, 0, false}, Step{104, 1.0, 0, true},
                                                          Step{108, 1.0, 0, false}, Step{110, 0.0, -1}));
    EXPECT_THAT(steps_of(journal, consumer_), ElementsAre(Step{120, 1.0, 0, false}, Step{124, 1.0, 0, true},
                                                          Step{128, 1.0, 0, false}, Step{130, 0.0, -1}));
}

TEST_P(CompoundCase, a_supplier_without_a_share_does_not_contribute) {
    const NodeId other = builder_.node("other");
    builder_.group(consumer_, Combine::mean, {{supplier_, 1.0}, {other, 0.0}});
    add_damage(scenario_, other, 100, 0, {{10, 1.0}}, ThreatClass::disaster);
    add_damage(scenario_, supplier_, 100, 0, {{10, 0.5}}, ThreatClass::cyber);
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{100, 0.5, 1, false}, Step{110, 0.0, -1}));
}

TEST_P(CompoundCase, of_suppliers_of_which_one_is_enough_all_that_fail_contribute) {
    const NodeId other = builder_.node("other");
    builder_.group(consumer_, Combine::any, {{supplier_, 0.5}, {other, 0.5}});
    add_damage(scenario_, other, 100, 0, {{10, 0.25}}, ThreatClass::disaster);
    add_damage(scenario_, supplier_, 100, 0, {{20, 0.5}}, ThreatClass::cyber);
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{100, 0.25, 0, true}, Step{110, 0.0, -1}));
}

TEST_P(CompoundCase, a_supplier_that_is_good_enough_does_not_contribute) {
    const NodeId good = builder_.node("good");
    builder_.group(consumer_, Combine::k_of_n, {{supplier_, 0.5}, {good, 0.5}});
    builder_.k_of_n(2, 0.875);
    add_damage(scenario_, good, 100, 0, {{10, 0.0625}}, ThreatClass::disaster);
    add_damage(scenario_, supplier_, 100, 0, {{10, 0.5}}, ThreatClass::cyber);
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{100, 0.5, 1, false}, Step{110, 0.0, -1}));
}

TEST_P(CompoundCase, what_does_not_trip_a_threshold_does_not_contribute) {
    consumer_ = builder_.node("switch", 0, Law::threshold, 0.75);
    const NodeId other = builder_.node("other");
    builder_.group(consumer_, Combine::mean, {{supplier_}}, 0.5);
    builder_.group(consumer_, Combine::mean, {{other}}, 0.5);
    add_damage(scenario_, consumer_, 100, 0, {{40, 0.25}}, ThreatClass::cyber);
    add_damage(scenario_, supplier_, 110, 0, {{40, 1.0}}, ThreatClass::disaster);
    add_damage(scenario_, other, 120, 0, {{10, 1.0}}, ThreatClass::disaster);
    EXPECT_THAT(consumer_steps(), ElementsAre(Step{100, 0.25, 0, false}, Step{120, 1.0, 1, true},
                                              Step{130, 0.25, 0, false}, Step{140, 0.0, -1}));
}

TEST_P(CompoundCase, damage_that_is_mended_contributes_no_more_though_the_loop_it_left_goes_on) {
    builder_.group(consumer_, Combine::mean, {{supplier_}});
    builder_.group(supplier_, Combine::mean, {{consumer_}});
    add_damage(scenario_, supplier_, 10, 0, {{10, 1.0}}, ThreatClass::cyber);
    add_damage(scenario_, supplier_, 10, 0, {{10, 0.5}}, ThreatClass::disaster);
    const Journal journal = simulate(builder_.build(), scenario_);
    EXPECT_TRUE(journal.stuck);
    EXPECT_THAT(steps_of(journal, supplier_), ElementsAre(Step{10, 1.0, 0, true}, Step{20, 1.0, 0, false}));
    EXPECT_THAT(steps_of(journal, consumer_), ElementsAre(Step{10, 1.0, 0, true}, Step{20, 1.0, 0, false}));
}

INSTANTIATE_TEST_SUITE_P(All, ClaimsCase, all_simulators(), simulator_name);
INSTANTIATE_TEST_SUITE_P(All, CompoundCase, all_simulators(), simulator_name);

}  // namespace
}  // namespace hadome::test
