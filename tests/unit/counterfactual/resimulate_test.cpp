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
    Resimulation resimulation(model, simulator);
    EXPECT_EQ(resimulation.value_all(scenario, Journal{}, {110, 110}), GiveUp::no);
    ASSERT_EQ(resimulation.valued().size(), 1U);
    EXPECT_EQ(resimulation.valued()[0], (CandidateDelta{0, {110, 110}}));
}

TEST(Resimulation, a_function_whose_candidates_did_not_happen_differs_by_exactly_zero) {
    SmallModel builder;
    const NodeId power = builder.node("power", 10);
    const Model model = builder.build();
    Scenario scenario;
    scenario.damages[add_damage(scenario, power, 0, 0, {{ticks_per_hour, 1.0}})].only_while_degraded = true;
    Simulator simulator(model, never);
    const Journal journal = simulator.run(scenario, {});
    Resimulation resimulation(model, simulator);
    EXPECT_EQ(resimulation.value_all(scenario, journal, {0, 0}), GiveUp::no);
    EXPECT_TRUE(resimulation.valued().empty());
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
        const Journal journal = simulator.run(one.scenario, {});
        const auto baseline = account.assess(one.scenario, journal).total;
        Resimulation resimulation(one.model, simulator);
        resimulation.value_all(one.scenario, journal, baseline);
        std::span<const CandidateDelta> rest = resimulation.valued();
        for (const FunctionId function : ids_of(one.model.functions)) {
            Scenario without = one.scenario;
            without.damages.clear();
            bool is_hit = false;
            for (const DamageId id : ids_of(one.scenario.damages)) {
                const Damage& damage = one.scenario.damages[id];
                if (one.model.nodes[damage.node].function != function) {
                    without.damages.push_back(damage);
                } else {
                    is_hit = is_hit || journal.happened(id);
                }
            }
            if (!is_hit) {
                continue;  // nothing is simulated
            }
            const auto expected = account.assess(without, simulator.run(without, {})).total;
            ASSERT_FALSE(rest.empty());
            EXPECT_EQ(rest.front(),
                      (CandidateDelta{function.value(), {baseline[0] - expected[0], baseline[1] - expected[1]}}))
                << number;
            rest = rest.subspan(1);
        }
        EXPECT_TRUE(rest.empty());
    }
}

}  // namespace
}  // namespace hadome::test
