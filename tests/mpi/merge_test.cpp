// Tallies of all ranks add up to what one rank alone would have counted.

#include <gtest/gtest.h>

#include <random>

#include "batch/simulate.hpp"
#include "cascade/simulator.hpp"
#include "mpi/environment.hpp"
#include "support/random_model.hpp"

namespace hadome::test {
namespace {

constexpr std::int64_t scenario_count = 7;

/// Scenario `number` is `random` with every damage but some left out: different losses, one model.
Scenario thinned(const RandomCase& random, std::int64_t number) {
    Scenario scenario = random.scenario;
    scenario.number = number;
    scenario.damages.clear();
    for (const DamageId id : ids_of(random.scenario.damages)) {
        if ((id.value() + number) % 3 != 0) {
            scenario.damages.push_back(random.scenario.damages[id]);
        }
    }
    return scenario;
}

void add(const RandomCase& random, std::int64_t number, Tally& tally) {
    const Scenario scenario = thinned(random, number);
    Simulator simulator{random.model, random.cap};
    LossAccount account{random.model};
    const Journal& journal = simulator.run(scenario, Treatment{});
    const ScenarioLoss& loss = account.assess(scenario, journal);
    tally.add(random.model, scenario, journal, loss, account.outages(), account.reached(scenario, journal));
}

TEST(MergeTallies, is_the_tally_of_one_rank_alone) {
    std::mt19937_64 generator{11};
    RandomCase random = random_case(generator);
    for (Node& node : random.model.nodes) {
        node.value = 1'000'000'000'000;  // an outage here is a few milliseconds
    }
    TallyShape shape;
    shape.sectors = random.model.sectors.size();
    shape.functions = random.model.functions.size();
    shape.affected_functions = shape.functions;
    shape.nodes = random.model.nodes.size();
    shape.worst = 3;

    Tally share{shape};
    for (std::int64_t number = world->rank(); number < scenario_count; number += world->size()) {
        add(random, number, share);
    }
    const Tally merged = merge_tallies(share, *world);

    if (world->is_root()) {
        Tally alone{shape};
        for (std::int64_t number = 0; number < scenario_count; ++number) {
            add(random, number, alone);
        }
        ASSERT_EQ(alone.scenarios, scenario_count);
        EXPECT_TRUE(alone.loss[1].sum() > 0);
        EXPECT_EQ(merged.scenarios, alone.scenarios);
        EXPECT_EQ(merged.loss, alone.loss);
        EXPECT_EQ(merged.worst.descending(), alone.worst.descending());
        EXPECT_TRUE(merged.origin_by_affected == alone.origin_by_affected);
        EXPECT_TRUE(merged.deficit_ticks == alone.deficit_ticks);
        EXPECT_EQ(merged.episodes, alone.episodes);
    }
}

}  // namespace
}  // namespace hadome::test
