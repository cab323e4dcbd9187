#include "results/results_file.hpp"
#include "parallel/agree.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "core/check.hpp"
#include "core/name_hash.hpp"
#include "core/version.hpp"
#include "hdf5/file.hpp"
#include "parallel/serial_communicator.hpp"
#include "results/run_info.hpp"
#include "support/file_size_limit.hpp"
#include "support/hdf5_read.hpp"
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
    const bool ranks = run.input.options.candidates == Candidates::functions;
    const RunFindings findings{run.tally, metrics, ranks ? &ranking : nullptr};
    write_results(directory, run.input, &findings, rows, alone);
}

TEST(ResultsFile, tells_what_run_it_is) {
    const ScratchDirectory directory;
    write(directory.path(), SampleRun(100));
    const RunInfo info = read_info(directory.path());
    EXPECT_EQ(info.format_version, 1);
    EXPECT_EQ(info.hadome_version, version);
    EXPECT_EQ(info.git_sha, git_sha);
    EXPECT_EQ(info.title, "A sample, 見本");
    EXPECT_EQ(info.seed, 18446744073709551615u);
    EXPECT_EQ(info.scenarios, 100);
    EXPECT_EQ(info.horizon_hours, 8760.0);
    EXPECT_EQ(info.scenario_kind, "year");
    EXPECT_EQ(info.scenario_table, "all");
    EXPECT_EQ(info.input_digest.size(), 32u);
}

TEST(ResultsFile, keeps_every_row_and_the_exact_sum) {
    const ScratchDirectory directory;
    const SampleRun run(1003);
    write(directory.path(), run);
    const std::filesystem::path file = directory / "results.h5";
    const std::vector<std::int64_t> numbers = test::numbers_in(file, "/axes/scenario");
    ASSERT_EQ(numbers.size(), 1003u);
    EXPECT_EQ(numbers.back(), 1002);
    const std::vector<std::int64_t> loss = test::numbers_in(file, "/scenarios/loss");
    EXPECT_EQ(loss, run.rows(0, 1003).loss);
    EXPECT_EQ(test::numbers_in(file, "/scenarios/loss_by_threat"), run.rows(0, 1003).loss_by_threat);
    Wide sum_squares = 0;
    for (const std::int64_t one : loss) {
        sum_squares += static_cast<Wide>(one) * one;
    }
    const std::vector<std::int64_t> words = test::numbers_in(file, "/metrics/sum_squares");
    ASSERT_EQ(words.size(), 4u);
    EXPECT_GT(words[2], 0);  // beyond 64 bits
    EXPECT_TRUE((static_cast<Wide>(words[2]) << 64) + static_cast<std::uint64_t>(words[3]) == sum_squares);
}

TEST(ResultsFile, keeps_the_rows_of_the_tails_alone) {
    for (const std::int64_t scenarios : {0, 1, 3, 1003}) {  // of three none loses anything
        const ScratchDirectory directory;
        SampleRun run(scenarios);
        run.input.options.scenario_table = ScenarioTable::tail;
        write(directory.path(), run);
        const std::filesystem::path file = directory / "results.h5";
        const std::vector<double> var = test::reals_in(file, "/metrics/var");
        ASSERT_EQ(var.size(), 4u);
        std::vector<std::int64_t> numbers;
        std::vector<std::int64_t> losses;
        std::vector<std::int64_t> by_threat;
        for (std::int64_t number = 0; number < scenarios; ++number) {
            const ScenarioLoss loss = test::sample_loss(number);
            if (static_cast<double>(loss.total[0]) > var[0] || static_cast<double>(loss.total[1]) > var[2]) {
                numbers.push_back(number);
                losses.push_back(loss.total[1]);
                by_threat.insert(by_threat.end(), loss.by_threat.begin(), loss.by_threat.end());
            }
        }
        EXPECT_EQ(numbers.empty(), scenarios < 1003);
        EXPECT_EQ(test::numbers_in(file, "/axes/scenario"), numbers);
        EXPECT_EQ(test::numbers_in(file, "/scenarios/loss"), losses);
        EXPECT_EQ(test::numbers_in(file, "/scenarios/loss_by_threat"), by_threat);
        EXPECT_EQ(read_info(directory.path()).scenario_table, "tail");
    }
}

TEST(ResultsFile, names_the_worst_scenarios_with_and_without_the_table) {
    for (const ScenarioTable table : {ScenarioTable::all, ScenarioTable::tail, ScenarioTable::none}) {
        const ScratchDirectory directory;
        SampleRun run(1003);
        run.input.options.scenario_table = table;
        write(directory.path(), run);
        const std::filesystem::path file = directory / "results.h5";
        const std::vector<std::int64_t> scenarios = test::numbers_in(file, "/metrics/worst_scenario");
        const std::vector<std::int64_t> losses = test::numbers_in(file, "/metrics/worst_loss");
        ASSERT_EQ(scenarios.size(), 100u);
        std::vector<std::int64_t> all = run.rows(0, 1003).loss;
        for (std::size_t k = 0; k < scenarios.size(); ++k) {
            EXPECT_EQ(losses[k], all[static_cast<std::size_t>(scenarios[k])]);
        }
        std::sort(all.rbegin(), all.rend());
        all.resize(100);
        EXPECT_EQ(losses, all);
    }
}

TEST(ResultsFile, splits_the_mean_by_source_and_says_how_people_fared) {
    const ScratchDirectory directory;
    const SampleRun run(1000);
    write(directory.path(), run);
    const std::filesystem::path file = directory / "results.h5";
    const std::vector<double> by_source = test::reals_in(file, "/causes/source_mean");
    const std::vector<double> by_threat = test::reals_in(file, "/metrics/by_threat_mean");
    ASSERT_EQ(by_source.size(), 2u);
    EXPECT_DOUBLE_EQ(by_source[0], by_threat[0]);
    EXPECT_DOUBLE_EQ(by_source[1], by_threat[2]);
    EXPECT_EQ(test::numbers_in(file, "/axes/source_threat"), (std::vector<std::int64_t>{0, 2}));
    double hours = 0.0;
    for (const std::int64_t of_scenario : test::numbers_in(file, "/scenarios/people_hours")) {
        hours += static_cast<double>(of_scenario) / 1000.0;
    }
    EXPECT_GT(hours, 0.0);
    EXPECT_NEAR(test::reals_in(file, "/metrics/people_mean")[0], hours, hours * 1e-12);
    EXPECT_NEAR(test::reals_in(file, "/outage/person_hours_union")[0], hours, hours * 1e-12);
    EXPECT_NEAR(test::reals_in(file, "/metrics/compound_mean")[0], test::reals_in(file, "/metrics/mean")[1] / 7.0, 1.0);
}

TEST(ResultsFile, tells_states_at_the_observed_times) {
    const ScratchDirectory directory;
    const SampleRun run(1000);
    write(directory.path(), run);
    const std::filesystem::path file = directory / "results.h5";
    std::int64_t down = 0;
    for (std::int64_t number = 0; number < 1000; ++number) {
        down += test::sample_total(number) > 0;
    }
    EXPECT_EQ(test::reals_in(file, "/axes/time"), (std::vector<double>{0.0, 1.0}));
    const std::vector<double> means = test::reals_in(file, "/observe/function_mean");
    ASSERT_EQ(means.size(), 6u);
    EXPECT_EQ(means[0], 1.0);
    EXPECT_NEAR(means[3], 1.0 - static_cast<double>(down) / 4000.0, 1e-15);
    EXPECT_EQ(means[4], 1.0);
    // Sector 0 has two functions, the region three.
    EXPECT_NEAR(test::reals_in(file, "/observe/sector_mean")[2], 1.0 - static_cast<double>(down) / 8000.0, 1e-15);
    EXPECT_NEAR(test::reals_in(file, "/observe/region_mean")[1], 1.0 - static_cast<double>(down) / 12000.0, 1e-15);
    // About 3 in 10 scenarios are down: the quarter is below the quantiles 0.05 and 0.25.
    ASSERT_GT(down, 250);
    const std::vector<double> quantiles = test::reals_in(file, "/observe/function_quantile");
    ASSERT_EQ(quantiles.size(), 30u);
    EXPECT_EQ(std::vector<double>(quantiles.begin() + 15, quantiles.begin() + 20),
              (std::vector<double>{0.75, 0.75, 1.0, 1.0, 1.0}));
}

TEST(ResultsFile, has_no_return_period_where_events_are_given) {
    const ScratchDirectory years;
    const ScratchDirectory courses;
    LoadedInput input = test::sample_input(100);
    write(years.path(), SampleRun(input));
    input.options.drawn.fill(false);
    input.model.given_events.resize(1);
    write(courses.path(), SampleRun(input));
    EXPECT_EQ(read_info(courses.path()).scenario_kind, "given");
    EXPECT_FALSE(test::reals_in(years / "results.h5", "/axes/return_period").empty());
    EXPECT_TRUE(test::reals_in(courses / "results.h5", "/axes/return_period").empty());
}

TEST(ResultsFile, leaves_scenarios_that_were_given_up_out_of_all_but_their_count) {
    for (const ScenarioTable table : {ScenarioTable::all, ScenarioTable::tail}) {
        const ScratchDirectory directory;
        SampleRun run(50);
        run.input.options.scenario_table = table;
        run.tally.give_up(50, GiveUp::too_large);
        run.tally.give_up(51, GiveUp::too_many_changes);
        run.input.options.scenarios = 52;
        SerialCommunicator alone;
        ScenarioBlock block = run.rows(0, 50);
        block.add_given_up(50, GiveUp::too_large, 2);
        block.add_given_up(51, GiveUp::too_many_changes, 2);
        test::MemoryRows rows;
        rows.add(block);
        const Metrics metrics = compute_metrics(run.tally, run.tails(), run.input.options.tail_levels);
        const Ranking ranking = rank_candidates(run.tally, run.tails(), {run.input.options.ranking_tail_level});
        const RunFindings findings{run.tally, metrics, &ranking};
        write_results(directory.path(), run.input, &findings, rows, alone);
        const std::filesystem::path file = directory / "results.h5";
        EXPECT_EQ(test::numbers_in(file, "/outage/given_up"), std::vector<std::int64_t>{2});
        EXPECT_EQ(test::numbers_in(file, "/axes/given_up"), (std::vector<std::int64_t>{50, 51}));
        EXPECT_EQ(test::numbers_in(file, "/outage/given_up_by"), (std::vector<std::int64_t>{1, 0, 1}));
        const std::vector<std::int64_t> numbers = test::numbers_in(file, "/axes/scenario");
        const std::vector<std::int64_t> reasons = test::numbers_in(file, "/scenarios/given_up");
        ASSERT_GE(numbers.size(), 2u);
        EXPECT_EQ(std::vector<std::int64_t>(numbers.end() - 2, numbers.end()), (std::vector<std::int64_t>{50, 51}));
        EXPECT_EQ(std::vector<std::int64_t>(reasons.end() - 2, reasons.end()), (std::vector<std::int64_t>{1, 3}));
        EXPECT_EQ(numbers.size() == 52, table == ScenarioTable::all);
        EXPECT_EQ(test::numbers_in(file, "/metrics/worst_loss").size(), 50u);
        EXPECT_EQ(test::reals_in(file, "/metrics/mean")[1], run.tally.loss[1].mean(50));
        EXPECT_EQ(test::reals_in(file, "/axes/probability"), exceedance_probabilities(50));
    }
}

TEST(ResultsFile, is_named_only_after_what_has_to_come_before) {
    const ScratchDirectory directory;
    const SampleRun run(10);
    SerialCommunicator alone;
    test::MemoryRows rows;
    rows.add(run.rows(0, 10));
    const Metrics metrics = compute_metrics(run.tally, run.tails(), run.input.options.tail_levels);
    const Ranking ranking = rank_candidates(run.tally, run.tails(), {run.input.options.ranking_tail_level});
    const RunFindings findings{run.tally, metrics, &ranking};
    std::string told;
    write_results(directory.path(), run.input, &findings, rows, alone, [&](const std::string& digest) {
        EXPECT_FALSE(std::filesystem::exists(directory / "results.h5"));
        told = digest;
    });
    EXPECT_EQ(told, digest_of(test::bytes_of(directory / "results.h5")));
    const ScratchDirectory other;
    EXPECT_THROW(write_results(other.path(), run.input, &findings, rows, alone,
                               [](const std::string&) { throw IoError("no provenance"); }),
                 AgreedError);
    EXPECT_TRUE(std::filesystem::is_empty(other.path()));
}

TEST(ResultsFile, leaves_out_what_was_not_asked_for) {
    const ScratchDirectory directory;
    SampleRun run(100);
    run.input.options.scenario_table = ScenarioTable::none;
    run.input.options.candidates = Candidates::none;
    run.input.options.embed_input = false;
    run.input.options.observe_times.clear();
    run.input.resolved = "a secret of the operator";
    write(directory.path(), run);
    const std::string bytes = test::bytes_of(directory / "results.h5");
    EXPECT_EQ(bytes.find(run.input.resolved), std::string::npos);
    EXPECT_NE(bytes.find("embed_input = false"), std::string::npos);
    for (const char* absent : {"/scenarios/loss", "/axes/scenario", "/ranking/rank", "/axes/candidate", "/axes/time",
                               "/axes/quantile", "/observe/node_mean"}) {
        EXPECT_TRUE(test::numbers_in(directory / "results.h5", absent).empty()) << absent;
    }
}

TEST(ResultsFile, does_not_replace_good_results_when_the_disk_is_full) {
    const ScratchDirectory directory;
    write(directory.path(), SampleRun(10));
    const std::string before = test::bytes_of(directory / "results.h5");
    for (const rlim_t limit : {100, 5000, 40000, 100000}) {
        const test::FileSizeLimit full(limit);
        try {
            write(directory.path(), SampleRun(1000));
            FAIL() << "not noticed at " << limit;
        } catch (const AgreedError& error) {
            EXPECT_EQ(error.code(), ExitCode::io_error) << error.what();
        }
    }
    EXPECT_EQ(test::bytes_of(directory / "results.h5"), before);
    EXPECT_FALSE(std::filesystem::exists(directory / "results.h5.part"));
    write(directory.path(), SampleRun(1000));  // and once there is space again, all is well
    EXPECT_EQ(read_info(directory.path()).scenarios, 1000);
}

TEST(ReadInfo, says_what_is_in_the_way) {
    const ScratchDirectory directory;
    EXPECT_THROW(read_info(directory.path()), IoError);
    std::ofstream(directory / "results.h5") << "not HDF5";
    EXPECT_THROW(read_info(directory.path()), IoError);
    hdf5::File::create((directory / "results.h5").string()).close();
    try {
        read_info(directory.path());
        FAIL();
    } catch (const IoError& error) {
        EXPECT_THAT(error.what(), HasSubstr("not results of Hadome"));
    }
}

}  // namespace
}  // namespace hadome
