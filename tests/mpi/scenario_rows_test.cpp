// Rows of tails stand in the order of their scenarios whatever the ranks that hold them and the windows in which their
// places are found.

#include "results/scenario_rows.hpp"

#include <gtest/gtest.h>

#include "mpi/environment.hpp"
#include "parallel/agree.hpp"
#include "results/scenario_words.hpp"
#include "support/hdf5_read.hpp"
#include "support/sample_run.hpp"
#include "support/scratch_directory.hpp"

namespace hadome::test {
namespace {

constexpr std::int64_t scenarios = 1003;
constexpr std::int64_t item_rows = 17;  // so that blocks reach over the ends of windows

MemoryRows rows_of_rank(const SampleRun& run) {
    MemoryRows rows;
    for (std::int64_t first = world->rank() * item_rows; first < scenarios; first += world->size() * item_rows) {
        rows.add(run.rows(first, std::min(first + item_rows, scenarios)));
    }
    return rows;
}

bool is_beyond(const ScenarioLoss& loss, const std::array<Jpy, headline_count>& beyond) {
    return loss.total[0] > beyond[0] || loss.total[1] > beyond[1];
}

/// Collective: a file with the place of the rows, which are still to be written.
void lay_out(const std::string& path, const SampleRun& run, const TablePlan& plan) {
    agree_on_root(*world, [&] {
        hdf5::File file = hdf5::File::create(path);
        {
            const hdf5::Group root = file.root();
            const ScenarioWords words = scenario_words(run.input.model, run.input.options);
            reserve_scenario_rows(root, write_axes(root, run.input, run.tally, words, plan), plan);
        }
        file.close();
    });
}

void expect_rows(const std::array<Jpy, headline_count>& beyond, std::int64_t window, std::int64_t least_rows) {
    const ScratchDirectory directory;
    std::string path = (directory / "rows.h5").string();
    world->broadcast(path);
    const SampleRun run(scenarios);
    MemoryRows rows = rows_of_rank(run);
    TablePlan plan{ScenarioTable::tail, beyond, scenarios, 0};
    for (std::int64_t number = 0; number < scenarios; ++number) {
        plan.rows += is_beyond(sample_loss(number), beyond);
    }
    ASSERT_GE(plan.rows, least_rows);
    lay_out(path, run, plan);
    hdf5::File file = hdf5::File::open_together(path, *world);
    write_scenario_rows(file, plan, rows, *world, window);
    file.close();
    if (world->is_root()) {
        std::vector<std::int64_t> numbers;
        std::vector<std::int64_t> losses;
        std::vector<std::int64_t> by_sector;
        for (std::int64_t number = 0; number < scenarios; ++number) {
            const ScenarioLoss loss = sample_loss(number);
            if (is_beyond(loss, beyond)) {
                numbers.push_back(number);
                losses.push_back(loss.all());
                by_sector.insert(by_sector.end(), loss.by_sector.begin(), loss.by_sector.end());
            }
        }
        EXPECT_EQ(numbers_in(path, "/axes/scenario"), numbers);
        EXPECT_EQ(numbers_in(path, "/scenarios/loss"), losses);
        EXPECT_EQ(numbers_in(path, "/scenarios/loss_by_sector"), by_sector);
    }
    world->barrier();
}

TEST(ScenarioRows, of_a_tail_are_in_order_whatever_the_windows) {
    const Jpy some = sample_total(48);
    for (const std::int64_t window : {1003, 1000, 64, 7}) {
        expect_rows({some, some}, window, 10);
    }
    expect_rows({some / 100, 1'000'000'000'000'000}, 100, 10);  // beyond the threshold of IT alone
}

TEST(ScenarioRows, may_be_all_or_none) {
    expect_rows({-1, -1}, 64, scenarios);
    expect_rows({1'000'000'000'000'000, 1'000'000'000'000'000}, 64, 0);
}

TEST(ScenarioRows, must_be_as_many_as_planned) {
    const ScratchDirectory directory;
    std::string path = (directory / "rows.h5").string();
    world->broadcast(path);
    const SampleRun run(scenarios);
    MemoryRows rows = rows_of_rank(run);
    const TablePlan plan{ScenarioTable::tail, {-1, -1}, scenarios, scenarios + 1};
    lay_out(path, run, plan);
    hdf5::File file = hdf5::File::open_together(path, *world);
    EXPECT_THROW(write_scenario_rows(file, plan, rows, *world), AgreedError);
    file.close();
    world->barrier();
}

}  // namespace
}  // namespace hadome::test
