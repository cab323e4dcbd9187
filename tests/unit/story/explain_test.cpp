#include "story/explain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "cascade/simulator.hpp"
#include "model/laws.hpp"
#include "story/timeline.hpp"
#include "support/random_model.hpp"
#include "support/small_model.hpp"
#include "unit/story/sample_story.hpp"

namespace hadome::test {
namespace {

constexpr Tick hour = ticks_per_hour;

/// What the law says of a node by what the timeline knows.
Fixed by_law(const Timeline& timeline, NodeId id, Tick time) {
    const Model& model = timeline.model();
    const Fixed deficit = law_deficit(model.nodes[id], timeline.own(id, time).deficit, model.groups_of(id),
                                      [&](GroupId group) { return timeline.taken(group, time); });
    return deficit.floored(Fixed::fraction_bits - model.quantum_bits);
}

bool has_fuelled_store(const Model& model) {
    return std::any_of(model.stores.begin(), model.stores.end(),
                       [](const Store& store) { return store.refilled_by.valid(); });
}

TEST(Timeline, makes_every_law_hold_at_every_change_of_random_models) {
    int checked = 0;
    int wrong = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        std::mt19937_64 generator(seed);
        const RandomCase one = random_case(generator);
        if (has_fuelled_store(one.model)) {
            continue;  // these may let a part through, which a timeline does not follow
        }
        SimulatorOptions options;
        options.keep_notes = true;
        const Journal journal = Simulator(one.model, one.cap, options).run(one.scenario, {});
        const Timeline timeline(one.model, one.scenario, journal);
        for (const Change& change : journal.changes) {
            ++checked;
            wrong += by_law(timeline, change.node, change.time) != change.deficit ? 1 : 0;
        }
    }
    EXPECT_GT(checked, 10'000);
    EXPECT_EQ(wrong, 0);
}

TEST(Explainer, leads_to_the_root_of_the_journal_in_random_models) {
    int chains = 0;
    int to_other_damage = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        std::mt19937_64 generator(seed);
        const RandomCase one = random_case(generator);
        if (has_fuelled_store(one.model)) {
            continue;
        }
        SimulatorOptions options;
        options.keep_notes = true;
        const Journal journal = Simulator(one.model, one.cap, options).run(one.scenario, {});
        const Timeline timeline(one.model, one.scenario, journal);
        const Explainer explainer(timeline);
        for (const Change& change : journal.changes) {
            const std::vector<Reason> chain = explainer.chain(change.node, change.time);
            ASSERT_EQ(chain.empty(), change.deficit == Fixed::zero());
            if (!chain.empty() && chain.back().kind == Reason::Kind::damage) {
                ++chains;
                to_other_damage += chain.back().damage != change.cause ? 1 : 0;
            }
        }
    }
    EXPECT_GT(chains, 5'000);
    EXPECT_EQ(to_other_damage, 0);
}

TEST(Explainer, names_the_supplier_the_empty_store_and_the_damage_behind_it) {
    const SampleStory sample = blackout();
    const Timeline timeline(sample.model, sample.scenario, sample.journal);
    const std::vector<Reason> chain = Explainer(timeline).chain(NodeId{2}, 27 * hour);
    ASSERT_EQ(chain.size(), 3U);
    EXPECT_EQ(chain[0].supplier, NodeId{1});
    EXPECT_FALSE(chain[0].used_up);
    EXPECT_EQ(chain[0].supplier_since, 27 * hour);
    EXPECT_EQ(chain[0].taken, Fixed::from_double(0.5));
    EXPECT_EQ(chain[1].supplier, NodeId{0});
    EXPECT_TRUE(chain[1].used_up);
    EXPECT_EQ(chain[1].supplier_since, 24 * hour);
    EXPECT_EQ(chain[2].kind, Reason::Kind::damage);
    EXPECT_EQ(chain[2].damage, DamageId{0});
    EXPECT_TRUE(Explainer(timeline).chain(NodeId{1}, 26 * hour).empty());
}

TEST(Explainer, reads_a_lagged_supply_when_it_was_sent) {
    SmallModel builder;
    const NodeId plant = builder.node("plant");
    const NodeId town = builder.node("town");
    GroupOptions late;
    late.lag = 5 * hour;
    builder.group(town, Combine::mean, {{plant}}, late);
    Scenario scenario;
    add_damage(scenario, plant, hour, 0, {{hour, 1.0}});
    const SampleStory sample(builder.build(), scenario);
    const Timeline timeline(sample.model, sample.scenario, sample.journal);
    // The plant is whole again when the town feels that it was not.
    const std::vector<Reason> chain = Explainer(timeline).chain(town, 6 * hour);
    ASSERT_EQ(chain.size(), 2U);
    EXPECT_EQ(chain[0].seen_at, hour);
    EXPECT_EQ(chain[0].supplier_deficit, Fixed::one());
    EXPECT_EQ(chain[1].damage, DamageId{0});
}

TEST(Explainer, ends_where_a_chain_comes_back_to_itself) {
    SmallModel builder;
    const NodeId power = builder.node("power");
    const NodeId telecom = builder.node("telecom");
    builder.group(power, Combine::mean, {{telecom}});
    builder.group(telecom, Combine::mean, {{power}});
    Scenario scenario;
    add_damage(scenario, power, 0, 0, {{hour, 1.0}});
    const SampleStory sample(builder.build(), scenario);
    const Timeline timeline(sample.model, sample.scenario, sample.journal);
    const std::vector<Reason> chain = Explainer(timeline).chain(telecom, 2 * hour);
    ASSERT_EQ(chain.size(), 2U);  // each waits for the other
    EXPECT_EQ(chain[0].supplier, power);
    EXPECT_EQ(chain[1].supplier, telecom);
    EXPECT_EQ(timeline.cause(telecom, 2 * hour), DamageId{0});
}

}  // namespace
}  // namespace hadome::test
