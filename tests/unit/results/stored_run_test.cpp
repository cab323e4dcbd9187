#include "results/stored_run.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "core/name_hash.hpp"
#include "hdf5/file.hpp"
#include "parallel/serial_communicator.hpp"
#include "results/results_file.hpp"
#include "support/sample_run.hpp"
#include "support/scratch_directory.hpp"

namespace hadome {
namespace {

using test::SampleRun;
using test::ScratchDirectory;
using ::testing::HasSubstr;

void write(const std::filesystem::path& directory, const SampleRun& run) {
    SerialCommunicator alone;
    test::MemoryRows rows;
    if (run.input.options.scenario_table != ScenarioTable::none) {
        rows.add(run.rows(0, run.input.options.scenarios));
    }
    const Metrics metrics = compute_metrics(run.tally, run.tails(), run.input.options.tail_levels);
    const Ranking ranking = rank_candidates(run.tally, run.tails(), {run.input.options.ranking_tail_level});
    const RunFindings findings{run.tally, metrics, &ranking};
    write_results(directory, run.input, &findings, rows, alone);
}

TEST(StoredRun, gives_the_input_and_the_losses_back) {
    const ScratchDirectory directory;
    SampleRun run(500);
    run.input.digest = digest_of(run.input.resolved);
    write(directory.path(), run);
    const StoredRun stored(directory.path());
    EXPECT_EQ(stored.input(), run.input.resolved);
    EXPECT_EQ(stored.loss(3), test::sample_total(3));
    const std::vector<Jpy> loss = run.rows(0, 500).loss;
    const auto worst = std::max_element(loss.begin(), loss.end()) - loss.begin();
    EXPECT_EQ(stored.worst_scenario(1), worst);
    // Most years lose nothing: the last place goes to the highest number among them.
    EXPECT_EQ(stored.worst_scenario(500), 499);
    EXPECT_THROW(stored.worst_scenario(0), InputError);
    EXPECT_THROW(stored.worst_scenario(501), InputError);
}

TEST(StoredRun, notices_an_input_that_was_changed) {
    const ScratchDirectory directory;
    write(directory.path(), SampleRun(10));  // whose digest is made up
    EXPECT_THROW(StoredRun(directory.path()).input(), IoError);
}

TEST(StoredRun, knows_no_loss_of_a_scenario_that_there_is_not) {
    const ScratchDirectory directory;
    write(directory.path(), SampleRun(10));
    const StoredRun run(directory.path());
    EXPECT_THROW(run.loss(10), IoError);
    EXPECT_THROW(run.loss(-1), IoError);
}

TEST(StoredRun, finds_in_a_tail_what_it_finds_in_the_table_of_all) {
    const ScratchDirectory all;
    const ScratchDirectory tail;
    SampleRun run(2000);
    write(all.path(), run);
    run.input.options.scenario_table = ScenarioTable::tail;
    write(tail.path(), run);
    const StoredRun of_all(all.path());
    const StoredRun of_tail(tail.path());
    for (std::int64_t place = 1; place <= 150; ++place) {
        EXPECT_EQ(of_tail.worst_scenario(place), of_all.worst_scenario(place));
        EXPECT_EQ(of_tail.loss(of_tail.worst_scenario(place)), of_all.loss(of_all.worst_scenario(place)));
    }
    EXPECT_EQ(of_tail.loss(1), std::nullopt);  // lost nothing, and is in no list
    EXPECT_THROW(of_tail.worst_scenario(0), InputError);
    EXPECT_THROW(of_tail.worst_scenario(1500), InputError);
}

TEST(StoredRun, falls_back_on_the_list_of_the_worst_where_the_tail_ends) {
    const ScratchDirectory directory;
    SampleRun run(3);  // in which nothing is lost
    run.input.options.scenario_table = ScenarioTable::tail;
    write(directory.path(), run);
    const StoredRun stored(directory.path());
    EXPECT_EQ(stored.worst_scenario(1), 2);  // of equal losses the list names the later one first
    EXPECT_EQ(stored.loss(2), 0);
    EXPECT_THROW(stored.worst_scenario(4), InputError);
}

TEST(StoredRun, reads_the_list_of_the_worst_where_there_is_no_table) {
    const ScratchDirectory directory;
    SampleRun run(2000);
    run.input.options.scenario_table = ScenarioTable::none;
    run.input.options.embed_input = false;
    write(directory.path(), run);
    const StoredRun stored(directory.path());
    EXPECT_EQ(stored.input(), std::nullopt);
    const std::int64_t second = stored.worst_scenario(2);
    ASSERT_TRUE(stored.loss(second).has_value());
    EXPECT_EQ(*stored.loss(second), test::sample_total(second));
    EXPECT_GE(*stored.loss(stored.worst_scenario(1)), *stored.loss(second));
    EXPECT_EQ(stored.loss(1), std::nullopt);  // lost nothing, and is in no list
    try {
        stored.worst_scenario(1500);
        FAIL();
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("give one from 1 to"));
    }
}

}  // namespace
}  // namespace hadome
