#include <gtest/gtest.h>

#include "cascade/simulator.hpp"
#include "support/small_model.hpp"

namespace hadome::test {
namespace {

/// Deficit of a node while the damages of the scenario last.
double settled(const Model& model, const Scenario& scenario, NodeId node) {
    Simulator simulator(model, 1000);
    double deficit = 0.0;
    for (const Change& change : simulator.run(scenario, {}).changes) {
        if (change.node == node && change.time == 0) {
            deficit = change.deficit.to_double();
        }
    }
    return deficit;
}

// Inoperability input-output model q = A q + c with known solutions; up to the rounding of 2^-36 units.
constexpr double close = 1e-9;

TEST(LinearLaw, solves_haimes_and_jiang_2001_with_two_sectors) {
    SmallModel builder;
    const NodeId one = builder.node("one", 0, Law::linear);
    const NodeId two = builder.node("two", 0, Law::linear);
    builder.group(one, Combine::mean, {{two}}, 0.8);
    builder.group(two, Combine::mean, {{one}}, 0.2);
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, two, 0, 0, {{100, 0.6}});
    EXPECT_NEAR(settled(model, scenario, one), 4.0 / 7.0, close);
    EXPECT_NEAR(settled(model, scenario, two), 5.0 / 7.0, close);
}

TEST(LinearLaw, solves_haimes_and_jiang_2001_with_three_sectors) {
    SmallModel builder;
    const NodeId one = builder.node("one", 0, Law::linear);
    const NodeId two = builder.node("two", 0, Law::linear);
    const NodeId three = builder.node("three", 0, Law::linear);
    builder.group(one, Combine::mean, {{three}}, 0.3);
    builder.group(two, Combine::mean, {{one}}, 0.4);
    builder.group(three, Combine::mean, {{one}}, 0.2);
    builder.group(three, Combine::mean, {{two}}, 0.6);
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, three, 0, 0, {{100, 0.12}});
    EXPECT_NEAR(settled(model, scenario, one), 9.0 / 217.0, close);
    EXPECT_NEAR(settled(model, scenario, two), 18.0 / 1085.0, close);
    EXPECT_NEAR(settled(model, scenario, three), 30.0 / 217.0, close);
}

TEST(LinearLaw, solves_lian_and_haimes_2006_with_self_loops) {
    SmallModel builder;
    const NodeId one = builder.node("one", 0, Law::linear);
    const NodeId two = builder.node("two", 0, Law::linear);
    builder.group(one, Combine::mean, {{one}}, 0.15);
    builder.group(one, Combine::mean, {{two}}, 0.5);
    builder.group(two, Combine::mean, {{one}}, 0.1);
    builder.group(two, Combine::mean, {{two}}, 0.05);
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, two, 0, 0, {{100, 0.1}});
    EXPECT_NEAR(settled(model, scenario, one), 20.0 / 303.0, close);
    EXPECT_NEAR(settled(model, scenario, two), 34.0 / 303.0, close);
}

TEST(ProductLaw, multiplies_what_each_need_leaves) {
    SmallModel builder;
    const NodeId power = builder.node("power");
    const NodeId water = builder.node("water");
    const NodeId home = builder.node("home", 0, Law::product);
    builder.group(home, Combine::mean, {{power}}, 0.5);
    builder.group(home, Combine::mean, {{water}}, 0.25);
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, power, 0, 0, {{100, 1.0}});
    add_damage(scenario, water, 0, 0, {{100, 1.0}});
    add_damage(scenario, home, 0, 0, {{100, 0.5}});
    EXPECT_DOUBLE_EQ(settled(model, scenario, home), 1.0 - 0.5 * 0.5 * 0.75);
}

TEST(ThresholdLaw, falls_once_enough_is_taken) {
    for (const double deficit : {0.74, 0.75}) {
        SmallModel builder;
        const NodeId power = builder.node("power");
        const NodeId grid = builder.node("grid", 0, Law::threshold, 0.75);
        builder.group(grid, Combine::mean, {{power}}, 1.0);
        const Model model = builder.build();
        Scenario scenario;
        add_damage(scenario, power, 0, 0, {{100, deficit}});
        add_damage(scenario, grid, 0, 0, {{100, 0.125}});
        EXPECT_DOUBLE_EQ(settled(model, scenario, grid), deficit < 0.75 ? 0.125 : 1.0);
    }
}

TEST(Combine, all_feels_the_worst_and_k_of_n_counts_the_good) {
    SmallModel builder;
    const NodeId a = builder.node("a");
    const NodeId b = builder.node("b");
    const NodeId c = builder.node("c");
    const NodeId all = builder.node("all");
    const NodeId two_of_three = builder.node("two_of_three");
    const NodeId weak = builder.node("weak");
    builder.group(all, Combine::all, {{a, 0.4}, {b, 0.3}, {c, 0.3}});
    builder.group(two_of_three, Combine::mean, {{a, 0.4}, {b, 0.3}, {c, 0.3}});
    builder.k_of_n(2, 1.0);
    builder.group(weak, Combine::mean, {{a, 0.4}, {b, 0.3}, {c, 0.3}});
    builder.k_of_n(2, 0.75);
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, a, 0, 0, {{100, 0.25}});
    EXPECT_DOUBLE_EQ(settled(model, scenario, all), 0.25);
    EXPECT_DOUBLE_EQ(settled(model, scenario, two_of_three), 0.0);
    add_damage(scenario, b, 0, 0, {{100, 0.5}});
    EXPECT_DOUBLE_EQ(settled(model, scenario, all), 0.5);
    EXPECT_DOUBLE_EQ(settled(model, scenario, two_of_three), 0.5);
    EXPECT_DOUBLE_EQ(settled(model, scenario, weak), 0.0);
}

}  // namespace
}  // namespace hadome::test
