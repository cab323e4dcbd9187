#include "counterfactual/resimulate.hpp"

#include <gtest/gtest.h>

#include <random>

#include "support/random_model.hpp"
#include "support/small_model.hpp"

namespace hadome::test {
namespace {

TEST(Resimulation, a_function_that_is_not_hit_differs_by_exactly_zero_and_costs_nothing) {
    SmallModel builder;
    const NodeId power = builder.node("power", 10);
    const NodeId hospital = builder.node("hospital", 100);
    builder.group(hospital, Combine::mean, {{power}});
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, power, 0, 0, {{ticks_per_hour, 1.0}});
    Simulator simulator(model, never);
    Tally tally(TallyShape{1, 2, 2, 1, 2, 1});
    Resimulation(model, simulator).value_all(scenario, {110, 110}, tally);
    EXPECT_TRUE(tally.candidates[0].delta[1].sum() == 110);
    EXPECT_EQ(tally.candidates[0].simulated, 1);
    EXPECT_TRUE(tally.candidates[1].delta[1].sum() == 0);
    EXPECT_EQ(tally.candidates[1].simulated, 0);
}

TEST(Resimulation, never_being_hit_is_the_same_as_a_scenario_without_the_hits) {
    for (int number = 0; number < 300; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        RandomCase one = random_case(generator);
        for (Node& node : one.model.nodes) {
            node.value *= 1'000'000;
        }
        Simulator simulator(one.model, one.cap);
        LossAccount account(one.model);
        const auto baseline = account.assess(one.scenario, simulator.run(one.scenario, {})).total;
        const std::size_t functions = one.model.functions.size();
        Tally tally(TallyShape{1, functions, one.model.nodes.size(), 1, functions, 1});
        Resimulation(one.model, simulator).value_all(one.scenario, baseline, tally);
        for (const FunctionId function : ids_of(one.model.functions)) {
            Scenario without = one.scenario;
            without.damages.clear();
            for (const Damage& damage : one.scenario.damages) {
                if (one.model.nodes[damage.node].function != function) {
                    without.damages.push_back(damage);
                }
            }
            const auto expected = account.assess(without, simulator.run(without, {})).total;
            EXPECT_TRUE(tally.candidates[function.offset()].delta[1].sum() == baseline[1] - expected[1]) << number;
        }
    }
}

}  // namespace
}  // namespace hadome::test
