#include "results/results_file.hpp"
#include "parallel/agree.hpp"

#include <gmock/gmock.h>

#include "core/check.hpp"
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
    ScenarioRows rows;
    if (run.input.options.scenario_table == ScenarioTable::all) {
        rows.add(run.rows(0, run.input.options.scenarios));
    }
    const Metrics metrics = compute_metrics(run.tally, run.input.options.tail_levels);
    const Ranking ranking = rank_candidates(run.tally, run.input.options.ranking_tail_level);
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

TEST(ResultsFile, leaves_out_what_was_not_asked_for) {
    const ScratchDirectory directory;
    SampleRun run(100);
    run.input.options.scenario_table = ScenarioTable::none;
    run.input.options.candidates = Candidates::none;
    run.input.options.embed_input = false;
    run.input.resolved = "a secret of the operator";
    write(directory.path(), run);
    const std::string bytes = test::bytes_of(directory / "results.h5");
    EXPECT_EQ(bytes.find(run.input.resolved), std::string::npos);
    EXPECT_NE(bytes.find("embed_input = false"), std::string::npos);
    for (const char* absent : {"/scenarios/loss", "/axes/scenario", "/ranking/rank", "/axes/candidate"}) {
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
