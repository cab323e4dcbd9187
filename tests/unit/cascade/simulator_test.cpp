// Cases small enough to follow by hand. Times are ticks; states in units of the whole.

#include "cascade/simulator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "support/small_model.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;
using testing::FieldsAre;

constexpr Tick cap = 1'000'000;

struct Step {
    Tick time = 0;
    double deficit = 0.0;
    std::int32_t cause = -1;
    bool operator==(const Step&) const = default;
};

std::vector<Step> steps_of(const Journal& journal, NodeId node) {
    std::vector<Step> steps;
    for (const Change& change : journal.changes) {
        if (change.node == node) {
            steps.push_back({change.time, change.deficit.to_double(), change.cause.value()});
        }
    }
    return steps;
}

enum class Sharing { pooled, per_site };

/// A store of the consumer, or a store for each of its sites; none if it holds nothing.
struct OneStore {
    Tick capacity = 0;
    Sharing sharing = Sharing::pooled;
};
OneStore pooled(Tick capacity) {
    return {capacity, Sharing::pooled};
}
OneStore per_site(Tick capacity) {
    return {capacity, Sharing::per_site};
}

/// A consumer that needs one supplier through one group; the supplier is hit at time 100.
struct Pair {
    SmallModel builder;
    NodeId supplier = builder.node("supplier");
    NodeId consumer = builder.node("consumer");
    Scenario scenario;
    Model model;

    std::vector<Step> consumer_steps(OneStore store, Tick lag, double strength,
                                     const std::vector<std::pair<Tick, double>>& stages) {
        const GroupId group = builder.group(consumer, Combine::mean, {{supplier}}, {.strength = strength, .lag = lag});
        if (store.capacity > 0 && store.sharing == Sharing::pooled) {
            builder.stores(group, {{.capacity = store.capacity}});
        } else if (store.capacity > 0) {
            builder.stores_per_site(group, {{.capacity = store.capacity}});
        }
        model = builder.build();
        add_damage(scenario, supplier, 100, 0, stages);
        return steps_of(Simulator(model, cap).run(scenario, {}), consumer);
    }
};

TEST(Simulator, failure_spreads_at_once_with_its_strength_and_cause) {
    EXPECT_THAT(Pair{}.consumer_steps({}, 0, 0.5, {{60, 1.0}}), ElementsAre(Step{100, 0.5, 0}, Step{160, 0.0, -1}));
}

TEST(Simulator, buffer_hides_a_deficit_until_it_is_dry) {
    EXPECT_THAT(Pair{}.consumer_steps(pooled(40), 0, 1.0, {{60, 1.0}}),
                ElementsAre(Step{140, 1.0, 0}, Step{160, 0.0, -1}));
}

TEST(Simulator, buffer_drains_at_the_rate_of_the_deficit) {
    // 20 ticks at full deficit leave 20; at half deficit they last 40 more.
    EXPECT_THAT(Pair{}.consumer_steps(pooled(40), 0, 1.0, {{20, 1.0}, {80, 0.5}}),
                ElementsAre(Step{160, 0.5, 0}, Step{180, 0.0, -1}));
}

TEST(Simulator, an_outage_as_long_as_the_buffer_is_not_felt) {
    EXPECT_THAT(Pair{}.consumer_steps(pooled(60), 0, 1.0, {{60, 1.0}}), ElementsAre());
}

TEST(Simulator, sites_with_a_store_each_fall_silent_after_it_however_few_they_are) {
    // A tenth of the sites is without supply: a pooled store of 40 would hide that for 400 ticks.
    EXPECT_THAT(Pair{}.consumer_steps(per_site(40), 0, 1.0, {{128, 0.125}}),
                ElementsAre(Step{140, 0.125, 0}, Step{228, 0.0, -1}));
}

TEST(Simulator, sites_that_get_supply_back_are_up_at_once) {
    EXPECT_THAT(Pair{}.consumer_steps(per_site(40), 0, 1.0, {{60, 1.0}, {80, 0.25}}),
                ElementsAre(Step{140, 1.0, 0}, Step{160, 0.25, 0}, Step{180, 0.0, -1}));
}

TEST(Simulator, a_lag_delays_every_change_and_keeps_short_pulses) {
    EXPECT_THAT(Pair{}.consumer_steps({}, 500, 1.0, {{1, 1.0}}), ElementsAre(Step{600, 1.0, 0}, Step{601, 0.0, -1}));
}

TEST(Simulator, repair_waits_for_detection) {
    Pair pair;
    pair.model = pair.builder.build();
    add_damage(pair.scenario, pair.supplier, 100, 30, {{10, 1.0}, {20, 0.5}});
    EXPECT_THAT(steps_of(Simulator(pair.model, cap).run(pair.scenario, {}), pair.supplier),
                ElementsAre(Step{100, 1.0, 0}, Step{140, 0.5, 0}, Step{150, 0.0, -1}));
}

TEST(Simulator, overlapping_damages_join) {
    Pair pair;
    pair.model = pair.builder.build();
    add_damage(pair.scenario, pair.supplier, 100, 0, {{50, 0.5}});
    add_damage(pair.scenario, pair.supplier, 120, 0, {{10, 1.0}});
    add_damage(pair.scenario, pair.supplier, 140, 0, {{30, 0.5}});
    EXPECT_THAT(
        steps_of(Simulator(pair.model, cap).run(pair.scenario, {}), pair.supplier),
        ElementsAre(Step{100, 0.5, 0}, Step{120, 1.0, 1}, Step{130, 0.5, 0}, Step{150, 0.5, 2}, Step{170, 0.0, -1}));
}

TEST(Simulator, one_good_supplier_is_enough_for_any_and_a_share_for_mean) {
    SmallModel builder;
    const NodeId a = builder.node("a");
    const NodeId b = builder.node("b");
    const NodeId needs_any = builder.node("needs_any");
    const NodeId needs_mean = builder.node("needs_mean");
    builder.group(needs_any, Combine::any, {{a, 0.5}, {b, 0.5}});
    builder.group(needs_mean, Combine::mean, {{a, 0.25}, {b, 0.75}});
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, a, 10, 0, {{100, 1.0}});
    add_damage(scenario, b, 20, 0, {{30, 1.0}});
    Simulator simulator(model, cap);
    const Journal& journal = simulator.run(scenario, {});
    EXPECT_THAT(steps_of(journal, needs_any), ElementsAre(Step{20, 1.0, 0}, Step{50, 0.0, -1}));
    EXPECT_THAT(steps_of(journal, needs_mean),
                ElementsAre(Step{10, 0.25, 0}, Step{20, 1.0, 1}, Step{50, 0.25, 0}, Step{110, 0.0, -1}));
}

TEST(Simulator, a_damped_cycle_returns_to_nominal_exactly) {
    SmallModel builder(36);
    const NodeId a = builder.node("a");
    const NodeId b = builder.node("b");
    builder.group(a, Combine::mean, {{b}}, 0.9);
    builder.group(b, Combine::mean, {{a}}, 0.9);
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, a, 10, 0, {{100, 1.0}});
    Simulator simulator(model, cap);
    const Journal& journal = simulator.run(scenario, {});
    EXPECT_FALSE(journal.stuck);
    EXPECT_EQ(journal.end, 110);
    EXPECT_EQ(steps_of(journal, b).back(), (Step{110, 0.0, -1}));
}

TEST(Simulator, members_of_a_closed_chain_keep_the_causes_they_had) {
    // Both are hit by themselves, then hold each other down when both repairs are done: each keeps its own cause.
    SmallModel builder;
    const NodeId a = builder.node("a");
    const NodeId b = builder.node("b");
    builder.group(a, Combine::mean, {{b}});
    builder.group(b, Combine::mean, {{a}});
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, a, 10, 0, {{50, 1.0}});
    add_damage(scenario, b, 10, 0, {{50, 1.0}});
    Simulator simulator(model, cap);
    const Journal& journal = simulator.run(scenario, {});
    EXPECT_TRUE(journal.stuck);
    EXPECT_EQ(journal.end, cap);
    EXPECT_THAT(steps_of(journal, a), ElementsAre(Step{10, 1.0, 0}));
    EXPECT_THAT(steps_of(journal, b), ElementsAre(Step{10, 1.0, 1}));
}

TEST(Simulator, a_function_that_is_never_hit_still_loses_what_its_suppliers_lose) {
    Pair pair;
    pair.builder.group(pair.consumer, Combine::mean, {{pair.supplier}});
    pair.model = pair.builder.build();
    add_damage(pair.scenario, pair.supplier, 100, 0, {{10, 1.0}});
    add_damage(pair.scenario, pair.consumer, 100, 0, {{50, 1.0}});
    Simulator simulator(pair.model, cap);
    const Treatment own{pair.model.nodes[pair.consumer].function};
    EXPECT_THAT(steps_of(simulator.run(pair.scenario, own), pair.consumer),
                ElementsAre(Step{100, 1.0, 0}, Step{110, 0.0, -1}));
}

TEST(Simulator, what_happens_after_the_cap_is_not_simulated) {
    Pair pair;
    pair.model = pair.builder.build();
    add_damage(pair.scenario, pair.supplier, 100, 0, {{2 * cap, 1.0}});
    const Journal journal = Simulator(pair.model, cap).run(pair.scenario, {});
    EXPECT_TRUE(journal.stuck);
    EXPECT_EQ(journal.end, cap);
}

TEST(Simulator, gives_up_beyond_its_limits_and_the_next_run_is_whole) {
    SmallModel builder;
    std::vector<SmallModel::Part> suppliers;
    for (int k = 0; k < 100; ++k) {
        suppliers.push_back({builder.node("s" + std::to_string(k)), 0.01});
    }
    builder.group(builder.node("consumer"), Combine::all, suppliers);
    const Model model = builder.build();
    Scenario many;
    Scenario one;
    for (int k = 0; k < 50; ++k) {
        add_damage(many, suppliers[static_cast<std::size_t>(k)].node, 10 * k, 0, {{5, 1.0}});
    }
    add_damage(one, suppliers.front().node, 10, 0, {{5, 1.0}}, ThreatClass::cyber);
    add_damage(one, suppliers.back().node, 12, 0, {{5, 1.0}}, ThreatClass::disaster);
    const Journal expected = Simulator(model, cap).run(one, {});

    // The consumer is evaluated a hundred times, and asks a hundred suppliers each time.
    Simulator little_work(model, cap, {.work_limit = 10'000});
    EXPECT_EQ(little_work.run(many, {}).given_up, GiveUp::too_much_work);
    EXPECT_EQ(little_work.run(one, {}).changes, expected.changes);
    EXPECT_EQ(Simulator(model, cap, {.work_limit = 100'000}).run(many, {}).given_up, GiveUp::no);

    // 50 outages of two nodes make 200 changes.
    Simulator little_room(model, cap, {.record_limit = 199});
    EXPECT_EQ(little_room.run(many, {}).given_up, GiveUp::too_many_changes);
    EXPECT_EQ(little_room.run(one, {}).changes, expected.changes);
    EXPECT_EQ(Simulator(model, cap, {.record_limit = 200}).run(many, {}).given_up, GiveUp::no);
}

TEST(Simulator, a_small_inoperability_below_the_quantum_is_not_announced) {
    SmallModel builder(10);
    const NodeId node = builder.node("node");
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, node, 10, 0, {{10, 0.5 + 1.0 / 2048}, {20, 1.0 / 2048}});
    EXPECT_THAT(steps_of(Simulator(model, cap).run(scenario, {}), node),
                ElementsAre(Step{10, 0.5, 0}, Step{20, 0.0, -1}));
}

}  // namespace
}  // namespace hadome::test
