// Random run files through the whole way of a user's model: read, checked, expanded, drawn, simulated. The random
// models of the room `cascade` are laid out by hand; here rules become groups, stores, claims and pools by `expand`.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>

#include "cascade/reference.hpp"
#include "cascade/simulator.hpp"
#include "input/load.hpp"
#include "support/random_input.hpp"
#include "support/random_model.hpp"
#include "threats/sampler.hpp"

namespace hadome::test {
namespace {

const std::string file = "run.toml";

LoadedInput load(const std::string& text) {
    FileBundle files = FileBundle::from_memory(file, text);
    return load_input(file, files, {});
}

std::optional<LoadedInput> load_if_good(const std::string& text) {
    try {
        return load(text);
    } catch (const InputError&) {
        return std::nullopt;
    }
}

/// Every line of what is wrong names its place, the reason and the remedy.
void expect_well_formed(const Diagnostics& diagnostics, int number) {
    ASSERT_FALSE(diagnostics.empty());
    for (const Diagnostic& item : diagnostics.items()) {
        EXPECT_EQ(item.where.file, file) << number << ": " << item.text();
        EXPECT_GT(item.where.line, 0) << number << ": " << item.text();
        EXPECT_GT(item.where.column, 0) << number << ": " << item.text();
        EXPECT_FALSE(item.problem.empty() || item.reason.empty() || item.remedy.empty())
            << number << ": " << item.text();
    }
}

/// A scenario in words, when it differs.
std::string text_of(const Model& model, const Journal& journal) {
    std::string text;
    for (const Change& change : journal.changes) {
        text += std::to_string(change.time) + " " + model.nodes[change.node].name + " " +
                std::to_string(change.deficit.to_double()) + " by " + std::to_string(change.cause.value()) +
                (change.compound ? " compound" : "") + "\n";
    }
    return text + "end " + std::to_string(journal.end) + (journal.stuck ? " stuck" : "") + ", dropped " +
           std::to_string(journal.dropped) + ", unmet " + std::to_string(journal.unmet.size());
}

/// What the models did: the tests would be worth little if nothing happened in them.
struct Seen {
    int good = 0;
    int bad = 0;
    std::int64_t changes = 0;
    std::int64_t cascaded = 0;
    std::map<Note::Kind, std::int64_t> notes;

    void add(const Scenario& scenario, const Journal& journal) {
        changes += static_cast<std::int64_t>(journal.changes.size());
        for (const Change& change : journal.changes) {
            cascaded += change.cause.valid() && scenario.damages[change.cause].node != change.node;
        }
        for (const Note& note : journal.notes) {
            ++notes[note.kind];
        }
    }
};

/// Draws the scenarios of an input, one after the other.
class Years {
public:
    explicit Years(const LoadedInput& input)
        : sampler_{input.model, input.options.seed, 0, input.options.horizon, input.options.drawn} {}

    const Scenario& draw(std::int64_t number) {
        sampler_.draw(number, storage_, scenario_);
        return scenario_;
    }

private:
    ScenarioSampler sampler_;
    ScenarioSampler::Storage storage_;
    Scenario scenario_;
};

void expect_simulators_agree(const LoadedInput& input, int number, Seen& seen) {
    const Tick cap = input.options.cap();
    Years years(input);
    Simulator simulator(input.model, cap, {.keep_notes = true});
    for (std::int64_t k = 0; k < input.options.scenarios; ++k) {
        const Scenario& scenario = years.draw(k);
        for (const Treatment& treatment : {Treatment{}, Treatment{FunctionId{0}}}) {
            const Journal expected = simulate_reference(input.model, cap, scenario, treatment);
            const Journal& fast = simulator.run(scenario, treatment);
            ASSERT_EQ(text_of(input.model, fast), text_of(input.model, expected)) << "input " << number << ", " << k;
            ASSERT_EQ(fast.changes, expected.changes) << "input " << number << ", scenario " << k;
            seen.add(scenario, fast);
        }
    }
}

void expect_the_dump_is_the_same(const LoadedInput& input, int number) {
    const LoadedInput again = load(input.resolved);
    ASSERT_EQ(again.resolved, input.resolved) << "input " << number;
    const Tick cap = input.options.cap();
    const Journal first = Simulator(input.model, cap).run(Years(input).draw(0), {});
    const Journal second = Simulator(again.model, cap).run(Years(again).draw(0), {});
    ASSERT_EQ(first.changes, second.changes) << "input " << number;
}

bool has_permanent_damage(const Scenario& scenario) {
    return std::any_of(scenario.stages.begin(), scenario.stages.end(),
                       [](const Stage& stage) { return stage.until == never; });
}

/// Who was told that a cascade over thresholds stays was told.
bool is_said_to_stay(const Model& model) {
    return std::any_of(model.notices.begin(), model.notices.end(), [](const std::string& notice) {
        return notice.find("could never restart") != std::string::npos;
    });
}

/// The known limit of docs/model.md: what binds from nothing need not be what binds half way, and a lag there ends the
/// chain that would have been started black.
bool may_stay_half_way(const Model& model) {
    const bool starts =
        std::any_of(model.nodes.begin(), model.nodes.end(), [](const Node& n) { return n.black_start; });
    const bool lags = std::any_of(model.groups.begin(), model.groups.end(), [](const Group& g) { return g.lag > 0; });
    return starts && lags;
}

TEST(RandomInputs, WhatIsAcceptedComesBack) {
    constexpr Tick ten_years = Tick{10} * 8760 * ticks_per_hour;
    const int count = random_model_count(400);
    int scenarios = 0;
    for (int number = 0; number < count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const std::string text = random_input(generator);
        const std::optional<LoadedInput> input = load_if_good(text);
        if (!input || is_said_to_stay(input->model) || may_stay_half_way(input->model)) {
            continue;
        }
        Years years(*input);
        Simulator simulator(input->model, ten_years, {.work_limit = 10'000'000});
        for (std::int64_t k = 0; k < input->options.scenarios; ++k) {
            const Scenario& scenario = years.draw(k);
            if (!has_permanent_damage(scenario)) {
                const Journal& journal = simulator.run(scenario, {});
                ASSERT_FALSE(journal.stuck || journal.given_up != GiveUp::no) << "input " << number << ", " << k << "\n"
                                                                              << text;
                ++scenarios;
            }
        }
    }
    EXPECT_GT(scenarios, count / 2);
}

TEST(RandomInputs, LoadOrSayWhyAndRunAsTheReference) {
    const int count = random_model_count(400);
    Seen seen;
    for (int number = 0; number < count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const std::string text = random_input(generator);
        try {
            const LoadedInput input = load(text);
            ++seen.good;
            ASSERT_NO_FATAL_FAILURE(expect_the_dump_is_the_same(input, number));
            ASSERT_NO_FATAL_FAILURE(expect_simulators_agree(input, number, seen)) << text;
        } catch (const InputError& error) {
            ++seen.bad;
            expect_well_formed(error.diagnostics(), number);
        }
    }
    RecordProperty("good", seen.good);
    RecordProperty("bad", seen.bad);
    RecordProperty("changes of state", std::to_string(seen.changes));
    RecordProperty("changes by cascade", std::to_string(seen.cascaded));
    EXPECT_GT(seen.good, count / 2);
    EXPECT_GT(seen.bad, count / 20);
    EXPECT_GT(seen.changes, 50 * count);
    EXPECT_GT(seen.cascaded, 10 * count);
    for (const Note::Kind kind :
         {Note::Kind::struck, Note::Kind::dropped, Note::Kind::detected, Note::Kind::crew_assigned,
          Note::Kind::stage_mended, Note::Kind::mended, Note::Kind::start_failed, Note::Kind::store_running,
          Note::Kind::store_empty, Note::Kind::black_started}) {
        EXPECT_GT(seen.notes[kind], count / 20) << "kind " << static_cast<int>(kind);
    }
}

}  // namespace
}  // namespace hadome::test
