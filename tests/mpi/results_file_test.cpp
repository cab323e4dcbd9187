// results.h5 has the same bytes whatever the number of ranks that write it.

#include "results/results_file.hpp"

#include <gtest/gtest.h>

#include "mpi/environment.hpp"
#include "parallel/agree.hpp"
#include "parallel/serial_communicator.hpp"
#include "support/sample_run.hpp"
#include "support/scratch_directory.hpp"

namespace hadome::test {
namespace {

constexpr std::int64_t item_rows = 64;

void write(const std::string& directory, const SampleRun& run, Communicator& communicator) {
    const std::int64_t scenarios = run.input.options.scenarios;
    MemoryRows rows;
    for (std::int64_t first = communicator.rank() * item_rows; first < scenarios;
         first += communicator.size() * item_rows) {
        rows.add(run.rows(first, std::min(first + item_rows, scenarios)));
    }
    const Metrics metrics = compute_metrics(run.tally, run.tails(), run.input.options.tail_levels);
    const Ranking ranking = rank_candidates(run.tally, run.tails(), {0.99});
    const RunFindings findings{run.tally, metrics, &ranking};
    write_results(directory, run.input, communicator.is_root() ? &findings : nullptr, rows, communicator);
}

std::string shared_directory(const ScratchDirectory& own) {
    std::string path = own.path().string();
    world->broadcast(path);
    return path;
}

TEST(ResultsFile, has_the_bytes_of_one_rank_alone) {
    for (const ScenarioTable table : {ScenarioTable::all, ScenarioTable::tail, ScenarioTable::none}) {
        for (const std::int64_t scenarios : {0, 1, 100, 1003}) {
            const ScratchDirectory directory;
            SampleRun run(scenarios);
            run.input.options.scenario_table = table;
            write(shared_directory(directory), run, *world);
            if (world->is_root()) {
                const ScratchDirectory by_one;
                SerialCommunicator alone;
                write(by_one.path(), run, alone);
                EXPECT_TRUE(bytes_of(directory / "results.h5") == bytes_of(by_one / "results.h5")) << scenarios;
                EXPECT_FALSE(std::filesystem::exists(directory / "results.h5.part"));
            }
            world->barrier();
        }
    }
}

TEST(ResultsFile, is_not_published_without_all_rows) {
    const ScratchDirectory directory;
    SampleRun run(100);
    run.input.options.scenario_table = ScenarioTable::tail;
    const std::string shared = shared_directory(directory);
    const Metrics metrics = compute_metrics(run.tally, run.tails(), run.input.options.tail_levels);
    const Ranking ranking = rank_candidates(run.tally, run.tails(), {0.99});
    const RunFindings findings{run.tally, metrics, &ranking};
    MemoryRows no_rows;
    EXPECT_THROW(write_results(shared, run.input, &findings, no_rows, *world), AgreedError);
    world->barrier();
    EXPECT_TRUE(std::filesystem::is_empty(shared));
    world->barrier();
}

TEST(ResultsFile, fails_on_all_ranks_where_the_root_cannot_write) {
    const SampleRun run(10);
    try {
        write("/nowhere", run, *world);
        FAIL();
    } catch (const AgreedError& error) {
        EXPECT_EQ(error.code(), ExitCode::io_error);
    }
}

}  // namespace
}  // namespace hadome::test
