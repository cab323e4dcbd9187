// The fast simulator against the slow, obvious one: every change of every node, its time, state and root cause, to the
// last unit.

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "support/random_model.hpp"
#include "unit/cascade/simulators.hpp"

namespace hadome::test {
namespace {

std::string text_of(const Journal& journal) {
    std::string text;
    for (const Change& change : journal.changes) {
        text += "t=" + std::to_string(change.time) + " node " + std::to_string(change.node.value()) + " q " +
                std::to_string(change.deficit.to_double()) + " cause " + std::to_string(change.cause.value()) +
                (change.compound ? " compound" : "") + "\n";
    }
    return text + "end " + std::to_string(journal.end) + (journal.stuck ? " stuck" : "") + " dropped " +
           std::to_string(journal.dropped) + ", unmet " + std::to_string(journal.unmet.size());
}

const char* name_of(Note::Kind kind) {
    switch (kind) {
        case Note::Kind::struck: return "damages that struck";
        case Note::Kind::dropped: return "damages dropped while down";
        case Note::Kind::detected: return "detections";
        case Note::Kind::crew_assigned: return "crews assigned";
        case Note::Kind::stage_mended: return "stages mended";
        case Note::Kind::mended: return "damages mended";
        case Note::Kind::start_failed: return "failed starts";
        case Note::Kind::store_running: return "stores that ran";
        case Note::Kind::store_empty: return "stores that ran dry";
        case Note::Kind::black_started: return "black starts";
    }
    return "";
}

TEST(ReferenceAgreement, random_models_agree_to_the_last_unit) {
    const int model_count = random_model_count(5000);
    std::int64_t changes = 0;
    std::int64_t candidates = 0;
    std::int64_t unmet = 0;
    std::int64_t cascaded = 0;
    std::int64_t compound = 0;
    std::map<Note::Kind, std::int64_t> notes;
    for (int number = 0; number < model_count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const RandomCase one = random_case(generator);
        Simulator simulator(one.model, one.cap, {.keep_notes = true});
        for (const Treatment& treatment : {Treatment{}, Treatment{FunctionId{0}}, Treatment{}}) {
            const Journal expected = simulate_reference(one.model, one.cap, one.scenario, treatment);
            const Journal& fast = simulator.run(one.scenario, treatment);
            ASSERT_EQ(text_of(fast), text_of(expected)) << "model " << number;
            ASSERT_EQ(fast.changes, expected.changes) << "model " << number;
            changes += static_cast<std::int64_t>(expected.changes.size());
            for (const Note& note : fast.notes) {
                ++notes[note.kind];
            }
            for (const Damage& damage : one.scenario.damages) {
                candidates += damage.only_while_degraded;
            }
            unmet += static_cast<std::int64_t>(expected.unmet.size());
            for (const Change& change : expected.changes) {
                compound += change.compound;
                cascaded += change.cause.valid() && one.scenario.damages[change.cause].node != change.node;
                ASSERT_EQ(change.cause.valid(), change.deficit > Fixed::zero()) << "model " << number;
            }
        }
    }
    RecordProperty("models", std::to_string(model_count));
    RecordProperty("changes of state", std::to_string(changes));
    RecordProperty("changes by cascade", std::to_string(cascaded));
    RecordProperty("candidates that wait for a degraded node", std::to_string(candidates));
    RecordProperty("of these unmet", std::to_string(unmet));
    RecordProperty("compound changes", std::to_string(compound));
    for (const auto& [kind, count] : notes) {
        RecordProperty(name_of(kind), std::to_string(count));
    }
    // The comparison would be empty if the models did not cascade, or never used a mechanism.
    EXPECT_GT(changes, 20 * model_count);
    EXPECT_GT(cascaded, 5 * model_count);
    EXPECT_GT(compound, model_count / 10);
    EXPECT_GT(unmet, model_count / 10);
    EXPECT_GT(candidates - unmet, model_count / 10);
    for (const Note::Kind kind :
         {Note::Kind::struck, Note::Kind::dropped, Note::Kind::detected, Note::Kind::crew_assigned,
          Note::Kind::stage_mended, Note::Kind::mended, Note::Kind::start_failed, Note::Kind::store_running,
          Note::Kind::store_empty, Note::Kind::black_started}) {
        EXPECT_GT(notes[kind], model_count / 100) << "kind " << static_cast<int>(kind);
    }
}

}  // namespace
}  // namespace hadome::test
