#include "results/verify.hpp"

#include <gmock/gmock.h>
#include <hdf5.h>

#include <functional>

#include "core/check.hpp"
#include "parallel/serial_communicator.hpp"
#include "results/provenance.hpp"
#include "results/publish.hpp"
#include "results/results_file.hpp"
#include "results/table_sums.hpp"
#include "support/hdf5_read.hpp"
#include "support/sample_run.hpp"
#include "support/scratch_directory.hpp"

namespace hadome {
namespace {

using test::SampleRun;
using test::ScratchDirectory;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Results and provenance of a sample run; the last scenarios may have been given up.
void write(const std::filesystem::path& directory, const SampleRun& run) {
    SerialCommunicator alone;
    test::MemoryRows rows;
    if (run.input.options.scenario_table != ScenarioTable::none) {
        ScenarioBlock block = run.rows(0, run.tally.scenarios);
        for (const std::int64_t number : run.tally.first_given_up.numbers()) {
            block.add_given_up(number, GiveUp::too_large, 2);
        }
        rows.add(block);
    }
    const Metrics metrics = compute_metrics(run.tally, run.tails(), run.input.options.tail_levels);
    const Ranking ranking = rank_candidates(run.tally, run.tails(), {run.input.options.ranking_tail_level});
    const bool ranks = run.input.options.candidates == Candidates::functions;
    const RunFindings findings{run.tally, metrics, ranks ? &ranking : nullptr};
    write_results(directory, run.input, &findings, rows, alone, [&](const std::string& digest) {
        Provenance provenance;
        provenance.results_digest = digest;
        write_provenance(directory, provenance);
    });
}

/// Makes provenance say that the results are as they are: what is left to find is within.
void redigest(const std::filesystem::path& directory) {
    Provenance provenance;
    provenance.results_digest = digest_of_file(directory / "results.h5");
    write_provenance(directory, provenance);
}

/// Adds to one number of a dataset.
template <class Number>
void edit(const std::filesystem::path& directory, const std::string& dataset_path, std::size_t at, Number more) {
    const hid_t type = std::is_same_v<Number, double> ? H5T_NATIVE_DOUBLE : H5T_NATIVE_INT64;
    const hid_t file = H5Fopen((directory / "results.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(file, dataset_path.c_str(), H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    std::vector<Number> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    values.at(at) += more;
    H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Sclose(space);
    H5Dclose(dataset);
    H5Fclose(file);
    redigest(directory);
}

TEST(Verify, finds_nothing_wrong_with_good_results) {
    for (const std::int64_t scenarios : {0, 1, 60, 1003}) {
        const ScratchDirectory directory;
        write(directory.path(), SampleRun(scenarios));
        const Verification verification = verify_results(directory.path());
        EXPECT_THAT(verification.failures, IsEmpty()) << scenarios;
        EXPECT_THAT(verification.checked, Contains(HasSubstr("every row of the scenario table")));
    }
}

SampleRun tail_run(std::int64_t scenarios) {
    SampleRun run(scenarios);
    run.input.options.scenario_table = ScenarioTable::tail;
    return run;
}

TEST(Verify, finds_nothing_wrong_with_a_good_table_of_tails) {
    for (const std::int64_t scenarios : {0, 1, 3, 60, 1003}) {  // of three none loses anything
        for (const std::int64_t given_up : {0, 2}) {
            const ScratchDirectory directory;
            SampleRun run = tail_run(scenarios);
            for (std::int64_t k = 0; k < given_up; ++k) {
                run.tally.give_up(run.input.options.scenarios++, GiveUp::too_large);
            }
            write(directory.path(), run);
            const Verification verification = verify_results(directory.path());
            EXPECT_THAT(verification.failures, IsEmpty()) << scenarios << " " << given_up;
            EXPECT_THAT(verification.checked, Contains(HasSubstr("every row of the scenario table (tail)")));
        }
    }
}

TEST(Verify, finds_what_is_wrong_with_a_table_of_tails) {
    const auto found_after = [](const std::string& dataset, std::size_t at, auto more) {
        const ScratchDirectory directory;
        write(directory.path(), tail_run(150));
        edit(directory.path(), dataset, at, more);
        return verify_results(directory.path()).failures;
    };
    const auto starts_with = [](const std::string& text) { return Contains(::testing::StartsWith(text)); };
    const Jpy much = 1'000'000'000'000'000;
    // The numbers of the rows: too large, and not rising.
    EXPECT_THAT(found_after("/axes/scenario", 0, Jpy{150}), starts_with("/axes/scenario: does not rise or is no"));
    EXPECT_THAT(found_after("/axes/scenario", 0, Jpy{-100}), starts_with("/axes/scenario: does not rise or is no"));
    EXPECT_THAT(found_after("/scenarios/loss", 0, Jpy{1}), starts_with("/metrics/tvar"));
    EXPECT_THAT(found_after("/scenarios/loss_it", 0, Jpy{-1}), starts_with("/metrics/tvar"));
    EXPECT_THAT(found_after("/scenarios/given_up", 0, Jpy{1}), starts_with("/scenarios/given_up"));
    EXPECT_THAT(found_after("/scenarios/compound_loss", 0, much), starts_with("/scenarios/compound_loss"));
    EXPECT_THAT(found_after("/scenarios/people_hours", 0, much), starts_with("/metrics/people_mean"));
    for (const char* dataset : {"/metrics/tail_scenarios", "/metrics/worst_scenario", "/metrics/worst_loss"}) {
        EXPECT_THAT(found_after(dataset, 0, Jpy{1}), starts_with(dataset));
    }
    // More than scenarios without a row could have lost, and less than those with one did.
    EXPECT_THAT(found_after("/metrics/sum", 3, 1000 * much), starts_with("/metrics/sum: of all_causes"));
    EXPECT_THAT(found_after("/metrics/sum", 3, -much), starts_with("/metrics/sum: of all_causes"));
    EXPECT_THAT(found_after("/metrics/var", 0, 1.0), starts_with("/scenarios: loss_it_beyond"));
    EXPECT_THAT(found_after("/metrics/tvar", 3, 1e9), starts_with("/metrics/tvar"));
    EXPECT_THAT(found_after("/metrics/by_sector_mean", 1, -1e14), starts_with("/metrics/by_sector_mean"));
}

TEST(Verify, finds_a_table_that_is_not_what_it_says) {
    const auto found_after = [](const SampleRun& run, const std::function<void(hid_t)>& change) {
        const ScratchDirectory directory;
        write(directory.path(), run);
        const hid_t file = H5Fopen((directory / "results.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
        change(file);
        H5Fclose(file);
        redigest(directory.path());
        return verify_results(directory.path()).failures;
    };
    const auto say = [](const char* word) {
        return [word](hid_t file) {
            const hid_t attribute = H5Aopen(file, "scenario_table", H5P_DEFAULT);
            const hid_t type = H5Aget_type(attribute);
            H5Awrite(attribute, type, &word);
            H5Tclose(type);
            H5Aclose(attribute);
        };
    };
    EXPECT_THAT(found_after(tail_run(150), say("all")), Contains(HasSubstr("rows for 150 scenarios")));
    EXPECT_THAT(found_after(tail_run(150), say("none")), Contains(HasSubstr("/axes/scenario says otherwise")));
    EXPECT_THAT(found_after(tail_run(150), say("some")), Contains(HasSubstr("known are all, tail and none")));
    EXPECT_THAT(found_after(SampleRun(150), say("tail")), Contains(HasSubstr("loss_it_beyond")));
    const auto raise_thresholds = [](hid_t file) {
        const Jpy beyond = 1'000'000'000'000'000;
        const hid_t scenarios = H5Gopen2(file, "/scenarios", H5P_DEFAULT);
        const hid_t one = H5Screate(H5S_SCALAR);
        for (const char* name : {"loss_beyond", "loss_it_beyond"}) {
            H5Adelete(scenarios, name);
            const hid_t attribute = H5Acreate2(scenarios, name, H5T_NATIVE_INT64, one, H5P_DEFAULT, H5P_DEFAULT);
            H5Awrite(attribute, H5T_NATIVE_INT64, &beyond);
            H5Aclose(attribute);
        }
        H5Sclose(one);
        H5Gclose(scenarios);
    };
    const std::vector<std::string> raised = found_after(tail_run(150), raise_thresholds);
    EXPECT_THAT(raised, Contains(HasSubstr("/axes/scenario: names a scenario that is neither beyond")));
    EXPECT_THAT(raised, Contains(HasSubstr("/scenarios: loss_beyond is")));
    // Before the attribute was kept there were rows of all scenarios or of none.
    const auto forget = [](hid_t file) { H5Adelete(file, "scenario_table"); };
    EXPECT_THAT(found_after(SampleRun(150), forget), IsEmpty());
}

TEST(Verify, works_without_what_was_not_asked_for) {
    const ScratchDirectory directory;
    SampleRun run(200);
    run.input.options.scenario_table = ScenarioTable::none;
    run.input.options.candidates = Candidates::none;
    run.input.options.observe_times.clear();
    write(directory.path(), run);
    const Verification verification = verify_results(directory.path());
    EXPECT_THAT(verification.failures, IsEmpty());
    EXPECT_THAT(verification.checked, Contains("there is no scenario table"));
}

TEST(Verify, finds_a_flipped_bit_anywhere_before_anything_reads_it) {
    const ScratchDirectory directory;
    write(directory.path(), SampleRun(30));
    const std::string good = test::bytes_of(directory / "results.h5");
    for (std::size_t at = 0; at < good.size(); at += good.size() / 40) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        std::ofstream(directory / "results.h5", std::ios::binary) << bad;
        EXPECT_THAT(verify_results(directory.path()).failures, SizeIs(1));
        EXPECT_THAT(verify_results(directory.path()).failures, Each(HasSubstr("results.h5: its digest is"))) << at;
    }
}

TEST(Verify, finds_a_truncated_file_with_and_without_its_digest) {
    const ScratchDirectory directory;
    write(directory.path(), SampleRun(30));
    std::filesystem::resize_file(directory / "results.h5", std::filesystem::file_size(directory / "results.h5") - 100);
    EXPECT_THAT(verify_results(directory.path()).failures, Each(HasSubstr("digest")));
    redigest(directory.path());
    EXPECT_THAT(verify_results(directory.path()).failures, Contains(HasSubstr("results.h5: cannot open")));
}

TEST(Verify, needs_provenance_with_a_digest) {
    const ScratchDirectory directory;
    EXPECT_THROW(verify_results(directory.path()), IoError);
    write(directory.path(), SampleRun(3));
    for (const char* text : {"{}", "[1]", "{\"results_digest\": 5}", "not JSON"}) {
        std::ofstream(directory / "provenance.json") << text;
        EXPECT_THAT(verify_results(directory.path()).failures, Contains("provenance.json: has no results_digest"));
    }
    std::filesystem::remove(directory / "provenance.json");
    EXPECT_THAT(verify_results(directory.path()).failures, Contains(HasSubstr("provenance.json: cannot be read")));
}

TEST(Verify, names_the_dataset_that_does_not_add_up) {
    const auto found_after = [](const std::string& dataset, std::size_t at, auto more) {
        const ScratchDirectory directory;
        write(directory.path(), SampleRun(150));
        edit(directory.path(), dataset, at, more);
        return verify_results(directory.path()).failures;
    };
    const std::int64_t one = 1;
    const auto starts_with = [](const std::string& text) { return Contains(::testing::StartsWith(text + ":")); };
    for (const char* dataset :
         {"/axes/scenario", "/scenarios/loss_by_sector", "/scenarios/loss_by_threat", "/scenarios/given_up",
          "/metrics/sum", "/metrics/sum_squares", "/metrics/worst_scenario", "/metrics/worst_loss", "/outage/given_up",
          "/outage/unfinished_by_node"}) {
        EXPECT_THAT(found_after(dataset, 0, one), starts_with(dataset));
    }
    EXPECT_THAT(found_after("/outage/unfinished", 0, one), starts_with("/outage/unfinished_by_node"));
    EXPECT_THAT(found_after("/scenarios/loss", 3, one), starts_with("/scenarios/loss_by_sector"));
    EXPECT_THAT(found_after("/scenarios/loss", 3, one), starts_with("/metrics/sum"));
    EXPECT_THAT(found_after("/scenarios/loss_it", 0, one), starts_with("/scenarios/loss_it"));
    EXPECT_THAT(found_after("/scenarios/loss_it", 3, one), starts_with("/metrics/sum"));
    EXPECT_THAT(found_after("/scenarios/max_event_loss", 0, one), starts_with("/scenarios/max_event_loss"));
    EXPECT_THAT(found_after("/scenarios/compound_loss", 0, one), starts_with("/scenarios/compound_loss"));
    EXPECT_THAT(found_after("/scenarios/compound_loss", 3, one), starts_with("/metrics/compound_mean"));
    EXPECT_THAT(found_after("/metrics/tail_scenarios", 3, one), starts_with("/metrics/tail_scenarios"));
    EXPECT_THAT(found_after("/metrics/tvar", 1, 1.0), starts_with("/metrics/tvar"));
    EXPECT_THAT(found_after("/scenarios/people_hours", 3, one), starts_with("/metrics/people_mean"));
    for (const char* dataset :
         {"/metrics/mean", "/metrics/by_sector_mean", "/metrics/by_threat_mean", "/metrics/by_kind_mean",
          "/metrics/compound_mean", "/metrics/people_mean", "/causes/origin_affected_mean",
          "/causes/origin_sector_mean", "/causes/threat_sector_mean", "/causes/source_mean",
          "/causes/source_sector_mean", "/causes/direct", "/outage/person_hours_union"}) {
        EXPECT_THAT(found_after(dataset, 0, 1.0), starts_with(dataset));
        EXPECT_THAT(found_after(dataset, 0, std::nan("")), starts_with(dataset));
    }
}

TEST(Verify, finds_what_is_missing_foreign_or_of_another_shape) {
    const ScratchDirectory directory;
    write(directory.path(), SampleRun(20));
    const hid_t file = H5Fopen((directory / "results.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    H5Ldelete(file, "/outage/hours", H5P_DEFAULT);
    H5Lmove(file, "/metrics/sd", file, "/metrics/standard_deviation", H5P_DEFAULT, H5P_DEFAULT);
    H5Ldelete(file, "/causes/source_mean", H5P_DEFAULT);
    H5Lcreate_hard(file, "/metrics/mean", file, "/causes/source_mean", H5P_DEFAULT, H5P_DEFAULT);
    H5Ldelete(file, "/causes/direct", H5P_DEFAULT);
    H5Lcreate_hard(file, "/outage/dropped", file, "/causes/direct", H5P_DEFAULT, H5P_DEFAULT);
    H5Fclose(file);
    redigest(directory.path());
    const std::vector<std::string> failures = verify_results(directory.path()).failures;
    EXPECT_THAT(failures, Contains("/outage/hours: is missing"));
    EXPECT_THAT(failures, Contains("/metrics/sd: is missing"));
    EXPECT_THAT(failures, Contains("/metrics/standard_deviation: is not known"));
    EXPECT_THAT(failures, Contains("/causes/direct: holds values of another kind"));
    EXPECT_THAT(failures, SizeIs(4));  // two headlines are as many as there are sources here
}

TEST(TableSums, are_the_same_whatever_the_size_of_the_blocks) {
    const ScratchDirectory directory;
    const SampleRun run(503);
    write(directory.path(), run);
    const hdf5::File file = hdf5::File::open_to_read((directory / "results.h5").string());
    TableQuestions questions{read_table(file), 503, 10};
    questions.thresholds[1] = {Jpy{0}, std::nullopt};
    const TableSums whole = sum_table(file, questions);
    EXPECT_THAT(whole.failures, IsEmpty());
    EXPECT_TRUE(static_cast<Wide>(whole.sum[1]) == run.tally.loss[1].sum());
    EXPECT_TRUE(static_cast<Wide>(whole.sum_squares[0]) == run.tally.loss[0].sum_squares());
    EXPECT_THAT(whole.largest, SizeIs(10));
    EXPECT_EQ(whole.counted, 503);
    EXPECT_TRUE(whole.beyond[1][0].excess == run.tally.loss[1].sum());  // beyond 0
    EXPECT_EQ(whole.beyond[1][1].scenarios, 0);                         // not asked
    for (const std::int64_t block : {1, 100, 5000}) {
        const TableSums sums = sum_table(file, questions, block);
        EXPECT_TRUE(sums.sum == whole.sum && sums.sum_squares == whole.sum_squares && sums.largest == whole.largest &&
                    sums.by_sector == whole.by_sector && sums.people_hours == whole.people_hours)
            << block;
    }
}

}  // namespace
}  // namespace hadome
