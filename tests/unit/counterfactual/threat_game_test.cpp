#include "counterfactual/threat_game.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "support/random_model.hpp"
#include "support/small_model.hpp"

namespace hadome::test {
namespace {

/// What is left of a scenario when only some classes act.
void keep_classes(const Scenario& all, std::size_t set, Scenario& some) {
    some = all;
    some.damages.clear();
    for (const Damage& damage : all.damages) {
        const Event& event = all.events[damage.event];
        if (event.kind == SourceKind::given || (set >> static_cast<unsigned>(event.threat) & 1) != 0) {
            some.damages.push_back(damage);
        }
    }
}

TEST(ThreatGamePlayer, every_set_costs_what_a_scenario_of_its_classes_costs) {
    std::int64_t simulations = 0;
    for (int number = 0; number < 300; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        RandomCase one = random_case(generator);
        for (Node& node : one.model.nodes) {
            node.value *= 1'000'000;
        }
        for (Event& event : one.scenario.events) {
            event.kind = generator() % 5 == 0 ? SourceKind::given : SourceKind::unintended;
        }
        Simulator simulator(one.model, one.cap);
        LossAccount account(one.model);
        const auto loss_of = [&](const Scenario& scenario) {
            return account.assess(scenario, simulator.run(scenario, {})).all();
        };
        std::vector<std::size_t> drawn;
        ThreatGamePlayer player(one.model, simulator);
        const Jpy all = loss_of(one.scenario);
        ASSERT_EQ(player.play(one.scenario, all,
                              [&](std::size_t set, Scenario& scenario) {
                                  drawn.push_back(set);
                                  keep_classes(one.scenario, set, scenario);
                              }),
                  GiveUp::no);
        EXPECT_EQ(player.simulations(), static_cast<std::int64_t>(drawn.size()));
        simulations += player.simulations();
        for (std::size_t set = 0; set < threat_set_count; ++set) {
            Scenario scenario;
            keep_classes(one.scenario, set, scenario);
            EXPECT_EQ(player.game()[set], loss_of(scenario)) << "model " << number << ", set " << set;
        }
    }
    EXPECT_GT(simulations, 600);
}

TEST(ThreatGamePlayer, simulates_nothing_for_classes_that_are_not_there) {
    SmallModel builder;
    const NodeId power = builder.node("power", 10);
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, power, 0, 0, {{ticks_per_hour, 1.0}}, ThreatClass::cyber);
    Simulator simulator(model, never);
    ThreatGamePlayer player(model, simulator);
    std::vector<std::size_t> drawn;
    const auto draw = [&](std::size_t set, Scenario& some) {
        drawn.push_back(set);
        keep_classes(scenario, set, some);
    };
    EXPECT_EQ(player.play(scenario, 10, draw), GiveUp::no);
    EXPECT_EQ(drawn, std::vector<std::size_t>{0});
    EXPECT_EQ(player.game(), (ThreatGame{0, 0, 10, 10, 0, 0, 10, 10}));
}

}  // namespace
}  // namespace hadome::test
