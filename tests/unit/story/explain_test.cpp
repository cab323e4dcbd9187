#include "story/explain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "cascade/simulator.hpp"
#include "core/check.hpp"
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

/// Two outages of ten hours of the plant that a town with these stores needs; the starts that fail are those given.
SampleStory two_outages(const std::vector<StoreOptions>& chain, bool per_site,
                        const std::vector<std::pair<StoreId, Tick>>& failures) {
    for (std::uint64_t key = 0; key < 1000; ++key) {
        SmallModel builder;
        const NodeId plant = builder.node("plant");
        const NodeId town = builder.node("town");
        const GroupId group = builder.group(town, Combine::mean, {{plant}});
        per_site ? builder.stores_per_site(group, chain) : builder.stores(group, chain);
        Scenario scenario;
        scenario.key.seed = key;
        add_damage(scenario, plant, 0, 0, {{10 * hour, 1.0}});
        add_damage(scenario, plant, 100 * hour, 0, {{10 * hour, 1.0}});
        SampleStory sample(builder.build(), scenario);
        std::vector<std::pair<StoreId, Tick>> failed;
        for (const Note& note : sample.journal.notes) {
            if (note.kind == Note::Kind::start_failed) {
                failed.emplace_back(StoreId{note.index}, note.time);
            }
        }
        if (failed == failures) {
            return sample;
        }
    }
    throw InternalError("no scenario has these failures");
}

TEST(Explainer, forgets_a_failed_start_once_supply_was_whole) {
    for (const bool per_site : {true, false}) {
        const SampleStory sample =
            two_outages({{.capacity = 3 * hour, .start_failure = 0.5}}, per_site, {{StoreId{0}, 0}});
        const Timeline timeline(sample.model, sample.scenario, sample.journal);
        const Explainer explainer(timeline);
        const Reason first = explainer.chain(NodeId{1}, hour).at(0);
        EXPECT_EQ(first.failed, std::vector<StoreId>{StoreId{0}});
        EXPECT_FALSE(first.used_up);
        EXPECT_FALSE(timeline.failed(StoreId{0}, 50 * hour));
        const Reason second = explainer.chain(NodeId{1}, 103 * hour).at(0);
        EXPECT_TRUE(second.failed.empty());
        EXPECT_TRUE(second.used_up);
    }
}

TEST(Explainer, forgets_the_failed_start_of_a_store_that_has_not_run_since) {
    // Three hours of battery, then a generator, which fails in the first outage and must hold in the second.
    const SampleStory sample =
        two_outages({{.capacity = 3 * hour, .start_failure = 0.5}, {.capacity = 20 * hour, .start_failure = 0.5}},
                    false, {{StoreId{1}, 0}});
    const Timeline timeline(sample.model, sample.scenario, sample.journal);
    EXPECT_EQ(Explainer(timeline).chain(NodeId{1}, 4 * hour).at(0).failed, std::vector<StoreId>{StoreId{1}});
    EXPECT_TRUE(timeline.failed(StoreId{1}, 9 * hour));
    EXPECT_FALSE(timeline.failed(StoreId{1}, 101 * hour));
    EXPECT_EQ(timeline.effective_deficit(GroupId{0}, 109 * hour), Fixed::zero());
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
