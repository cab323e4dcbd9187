// Measures valued as the engine does, held against the model that each makes, simulated by itself.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>

#include "batch/worker.hpp"
#include "cascade/reference.hpp"
#include "input/load.hpp"
#include "support/dice.hpp"
#include "support/random_input.hpp"
#include "support/random_model.hpp"
#include "threats/sampler.hpp"

namespace hadome::test {
namespace {

LoadedInput load(const std::string& text) {
    FileBundle files = FileBundle::from_memory("run.toml", text);
    return load_input("run.toml", files, {});
}

std::optional<LoadedInput> load_if_good(const std::string& text) {
    try {
        return load(text);
    } catch (const InputError&) {
        return std::nullopt;
    }
}

/// Changes of all kinds; whether a random model has rows for one is left to chance.
const std::vector<std::string> changes{
    "parameter = 'unintended.rate'\noperation = 'scale'\nvalue = 0.5\n",
    "parameter = 'unintended.rate'\noperation = 'scale'\nvalue = 2\n",
    "parameter = 'unintended.rate'\noperation = 'scale'\nvalue = 0.1\nregions = ['A']\n",
    "parameter = 'unintended.restoration'\noperation = 'scale'\nvalue = 0.5\nsectors = ['s']\n",
    "parameter = 'unintended.detection'\noperation = 'at_most'\nvalue = '1 h'\n",
    "parameter = 'sector.staffing'\noperation = 'scale'\nvalue = 0.5\nsectors = ['t']\n",
    "parameter = 'fragility.median'\noperation = 'scale'\nvalue = 1.5\n",
    "parameter = 'fragility.median'\noperation = 'scale'\nvalue = 1.5\nsectors = ['s']\nregions = ['B']\n",
    "parameter = 'store.capacity'\noperation = 'at_least'\nvalue = '24 h'\n",
    "parameter = 'store.capacity'\noperation = 'add'\nvalue = '5 h'\nsectors = ['s']\nregions = ['A']\n",
    "parameter = 'store.start_failure'\noperation = 'set'\nvalue = 0\n",
    "parameter = 'dependency.buffer'\noperation = 'at_least'\nvalue = '12 h'\nwhere = ['role=operation']\n",
    "parameter = 'dependency.strength'\noperation = 'scale'\nvalue = 0.5\nregions = ['A']\n",
    "parameter = 'dependency.strength'\noperation = 'at_most'\nvalue = 0.3\n",
    "parameter = 'crew_pool.crews'\noperation = 'add'\nvalue = 1\n",
    "parameter = 'crew_pool.crews'\noperation = 'set'\nvalue = 1\n",
    "parameter = 'function.min_speed'\noperation = 'set'\nvalue = 0.5\nsectors = ['t']\n",
    "parameter = 'function.value'\noperation = 'scale'\nvalue = 0.5\nsectors = ['t']\n",
    "parameter = 'function.black_start'\noperation = 'set'\nvalue = true\n",
    "parameter = 'platform_use.patched'\noperation = 'at_least'\nvalue = 0.5\n",
    "parameter = 'platform_use.exposure'\noperation = 'scale'\nvalue = 0.5\nregions = ['B']\n",
    "parameter = 'worm.infection_rate'\noperation = 'scale'\nvalue = 0.2\n",
    "parameter = 'campaign.success'\noperation = 'scale'\nvalue = 0.5\n",
    "parameter = 'campaign.detection'\noperation = 'scale'\nvalue = 0.2\n",
    "parameter = 'cyber_link.probability'\noperation = 'scale'\nvalue = 0.2\n",
    "parameter = 'sharing.immunity'\noperation = 'at_least'\nvalue = 0.9\n",
    "parameter = 'sharing.delay'\noperation = 'scale'\nvalue = 0.1\n",
    "parameter = 'event.chance'\noperation = 'scale'\nvalue = 0.5\n",
    "parameter = 'event.probability'\noperation = 'scale'\nvalue = 0.5\n",
    "parameter = 'couplings.degraded_unintended'\noperation = 'set'\nvalue = 1\n",
    "parameter = 'calendar.factor'\noperation = 'scale'\nvalue = 0.5\n",
};

/// A measure of one to three changes. Rows of `added`, if any, are the measure's too.
std::string measure_text(std::mt19937_64& generator, const std::string& id) {
    Dice dice(generator);
    std::string text = "[[measure]]\nid = '" + id + "'\npayer_sectors = ['s']\n";
    const std::int64_t count = 1 + dice.below(3);
    for (std::int64_t k = 0; k < count; ++k) {
        text += "[[measure_change]]\nmeasure = '" + id + "'\n" +
                changes[static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(changes.size())))];
    }
    if (dice.once_in(3)) {
        text +=
            "[[dependency]]\nconsumer = 'd'\nsupplier = 'b'\ngroup = 'added'\nstrength = 0.5\nscope = 'all'\nadded_by "
            "= '" +
            id + "'\n";
    }
    return text;
}

/// One after the other, leaving out what the model does not take.
std::string with_measures(const std::string& text, std::mt19937_64& generator, int wanted) {
    std::string good = text + "[ranking]\ncandidates = 'both'\n";
    int found = 0;
    for (int attempt = 0; attempt < 6 * wanted && found < wanted; ++attempt) {
        const std::string more = good + measure_text(generator, "M" + std::to_string(found));
        if (load_if_good(more)) {
            good = more;
            ++found;
        }
    }
    return found > 0 ? good : std::string();
}

/// The variant by itself, from its own draw and the slow simulator.
ScenarioLoss loss_of(const Model& model, const RunOptions& options, std::int64_t number, bool& given_up) {
    const ScenarioSampler sampler(model, options.seed, only_world, options.horizon, options.drawn);
    ScenarioSampler::Storage storage;
    Scenario scenario;
    sampler.draw(number, storage, scenario);
    const Journal journal = simulate_reference(model, options.cap(), scenario, Treatment{});
    given_up = journal.given_up != GiveUp::no;
    LossAccount account(model, options.starts);
    return given_up ? ScenarioLoss{} : account.assess(scenario, journal);
}

struct Seen {
    std::int64_t measures = 0;
    std::int64_t simulated = 0;
    std::int64_t spared = 0;
    std::int64_t differ = 0;
    std::set<std::string> changes;
};

void expect_deltas_are_those_of_the_variants(const LoadedInput& input, int input_number, Seen& seen) {
    const std::atomic<bool> cancelled = false;
    const TallyShape shape = tally_shape(input);
    Worker worker(input, shape, cancelled);
    const std::size_t first = input.model.functions.size();
    for (std::int64_t number = 0; number < input.options.scenarios; ++number) {
        const FinishedItem* finished = worker.run({number, number + 1});
        ASSERT_NE(finished, nullptr);
        if (finished->tally.scenarios == 0) {
            continue;  // given up
        }
        bool given_up = false;
        const ScenarioLoss before = loss_of(input.model, input.options, number, given_up);
        ASSERT_FALSE(given_up);
        for (std::size_t k = 0; k < input.variants.size(); ++k) {
            const CandidateTally& candidate = finished->tally.candidates[first + k];
            const ScenarioLoss after = loss_of(input.variants[k].model, input.options, number, given_up);
            ASSERT_FALSE(given_up);
            const auto inside = inside_delta(before, after, input.variants[k].measure.payer_sectors);
            for (std::size_t h = 0; h < headline_count; ++h) {
                ASSERT_EQ(candidate.delta[h].sum(), Wide{before.total[h] - after.total[h]})
                    << "input " << input_number << ", scenario " << number << ", measure " << k;
                ASSERT_EQ(candidate.inside[h].sum(), Wide{inside[h]}) << "input " << input_number;
            }
            ++seen.measures;
            ++(candidate.simulated > 0 ? seen.simulated : seen.spared);
            seen.differ += before.all() != after.all();
        }
    }
}

TEST(RandomMeasures, DifferByWhatTheVariantSimulatedByItselfDiffersBy) {
    const int count = random_model_count(250);
    Seen seen;
    for (int number = 0; number < count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const std::string text = random_input(generator);
        if (!load_if_good(text)) {
            continue;
        }
        const std::string whole = with_measures(text, generator, 3);
        if (whole.empty()) {
            continue;
        }
        const LoadedInput input = load(whole);
        ASSERT_EQ(load(input.resolved).resolved, input.resolved) << number;
        ASSERT_NO_FATAL_FAILURE(expect_deltas_are_those_of_the_variants(input, number, seen)) << whole;
    }
    RecordProperty("measures in scenarios", std::to_string(seen.measures));
    RecordProperty("simulated again", std::to_string(seen.simulated));
    RecordProperty("differ", std::to_string(seen.differ));
    EXPECT_GT(seen.differ, count / 2);
    EXPECT_GT(seen.spared, count / 2);
}

/// A measure that multiplies the rates of unintended causes in one region.
std::string rate_times(const std::string& factor) {
    return R"([ranking]
candidates = 'measures'
[[measure]]
id = 'M'
[[measure_change]]
measure = 'M'
parameter = 'unintended.rate'
operation = 'scale'
value = )" +
           factor + "\nregions = ['A']\n";
}

TEST(RandomMeasures, WhatChangesNothingIsNeverSimulatedAgain) {
    const std::string null = rate_times("1") + R"([[measure_change]]
measure = 'M'
parameter = 'dependency.strength'
operation = 'at_most'
value = 1
[[measure]]
id = 'N'
)";
    const int count = random_model_count(100);
    int models = 0;
    for (int number = 0; number < count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const std::optional<LoadedInput> input = load_if_good(random_input(generator) + null);
        if (!input) {
            continue;
        }
        ++models;
        const std::atomic<bool> cancelled = false;
        Worker worker(*input, tally_shape(*input), cancelled);
        const Tally& tally = worker.run({0, input->options.scenarios})->tally;
        for (const CandidateTally& candidate : tally.candidates) {
            EXPECT_EQ(candidate, CandidateTally{}) << number;
        }
    }
    EXPECT_GT(models, count / 4);
}

/// Events by name, with the nodes that they hurt.
std::set<std::pair<std::uint64_t, std::int32_t>> hits(const Scenario& scenario) {
    std::set<std::pair<std::uint64_t, std::int32_t>> all;
    for (const Damage& damage : scenario.damages) {
        all.emplace(scenario.events[damage.event].name, damage.node.value());
    }
    return all;
}

TEST(RandomMeasures, ALowerRateNeverAddsACandidate) {
    const std::string halved = rate_times("0.5");
    const int count = random_model_count(150);
    std::int64_t fewer = 0;
    for (int number = 0; number < count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const std::optional<LoadedInput> input = load_if_good(random_input(generator) + halved);
        if (!input) {
            continue;
        }
        const RunOptions& options = input->options;
        const ScenarioSampler before(input->model, options.seed, only_world, options.horizon, options.drawn);
        const ScenarioSampler after(input->variants.front().model, options.seed, only_world, options.horizon,
                                    options.drawn);
        ScenarioSampler::Storage storage;
        Scenario base;
        Scenario thinned;
        for (std::int64_t scenario = 0; scenario < 20; ++scenario) {
            before.draw(scenario, storage, base);
            after.draw(scenario, storage, thinned);
            const auto with = hits(thinned);
            const auto without = hits(base);
            EXPECT_TRUE(std::includes(without.begin(), without.end(), with.begin(), with.end())) << number;
            fewer += with.size() < without.size();
        }
    }
    EXPECT_GT(fewer, count);
}

}  // namespace
}  // namespace hadome::test
