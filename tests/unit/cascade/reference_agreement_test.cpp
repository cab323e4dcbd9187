// The fast simulator against the slow, obvious one: every change of every node, its time, state and root cause, to the
// last unit.

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>

#include "cascade/reference.hpp"
#include "cascade/simulator.hpp"
#include "support/random_model.hpp"

namespace hadome::test {
namespace {

std::string text_of(const Journal& journal) {
    std::string text;
    for (const Change& change : journal.changes) {
        text += "t=" + std::to_string(change.time) + " node " + std::to_string(change.node.value()) + " q " +
                std::to_string(change.deficit.to_double()) + " cause " + std::to_string(change.cause.value()) + (change.compound ? " compound" : "") + "\n";
    }
    return text + "end " + std::to_string(journal.end) + (journal.stuck ? " stuck" : "") + " dropped " +
           std::to_string(journal.dropped);
}

/// The suite runs 5 000 models; HADOME_RANDOM_MODELS asks for more.
int model_count() {
    const char* asked = std::getenv("HADOME_RANDOM_MODELS");
    return asked != nullptr ? std::atoi(asked) : 5000;
}

TEST(ReferenceAgreement, random_models_agree_to_the_last_unit) {
    std::int64_t changes = 0;
    std::int64_t cascaded = 0;
    for (int number = 0; number < model_count(); ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        const RandomCase one = random_case(generator);
        Simulator simulator(one.model, one.cap);
        for (const Treatment& treatment : {Treatment{}, Treatment{FunctionId{0}}, Treatment{}}) {
            const Journal expected = simulate_reference(one.model, one.cap, one.scenario, treatment);
            const Journal& fast = simulator.run(one.scenario, treatment);
            ASSERT_EQ(text_of(fast), text_of(expected)) << "model " << number;
            ASSERT_EQ(fast.changes, expected.changes) << "model " << number;
            changes += static_cast<std::int64_t>(expected.changes.size());
            for (const Change& change : expected.changes) {
                cascaded += change.cause.valid() && one.scenario.damages[change.cause].node != change.node;
                ASSERT_EQ(change.cause.valid(), change.deficit > Fixed::zero()) << "model " << number;
            }
        }
    }
    // The comparison would be empty if the models did not cascade.
    EXPECT_GT(changes, 20 * model_count());
    EXPECT_GT(cascaded, 5 * model_count());
}

}  // namespace
}  // namespace hadome::test
