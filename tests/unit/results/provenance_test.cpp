#include "results/provenance.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "core/check.hpp"
#include "parallel/serial_communicator.hpp"
#include "support/scratch_directory.hpp"

namespace hadome {
namespace {

using test::ScratchDirectory;

TEST(Provenance, says_where_when_and_by_what) {
    const ScratchDirectory directory;
    SerialCommunicator alone;
    ::setenv("SLURM_JOB_ID", "4711", 1);
    Provenance provenance = begin_provenance(alone, 3, {"hadome", "run", "a b\xff.toml"});
    ::unsetenv("SLURM_JOB_ID");
    provenance.finished = provenance.started + std::chrono::milliseconds(2500);
    provenance.results_digest = "0123456789abcdef0123456789abcdef";
    write_provenance(directory.path(), provenance);

    const auto document = nlohmann::json::parse(test::bytes_of(directory / "provenance.json"));
    EXPECT_EQ(document["ranks"], 1);
    EXPECT_EQ(document["threads_per_rank"], 3);
    EXPECT_EQ(document["results_digest"], provenance.results_digest);
    EXPECT_EQ(document["job"], "SLURM_JOB_ID=4711");
    EXPECT_EQ(document["command_line"].size(), 3u);
    EXPECT_EQ(document["seconds"], 2.5);
    EXPECT_THAT(document["started"].get<std::string>(), ::testing::MatchesRegex("....-..-..T..:..:..Z"));
    ASSERT_EQ(document["hosts"].size(), 1u);
    EXPECT_NE(document["hosts"][0]["name"], "");
    EXPECT_NE(document["hosts"][0]["cpu"], "");
    EXPECT_EQ(document["hosts"][0]["cpu_features"].get<std::string>().size(), 32u);
    for (const char* part : {"hadome", "git_sha", "mpi", "hdf5", "compiler"}) {
        EXPECT_NE(document["versions"][part].get<std::string>(), "") << part;
    }
    EXPECT_FALSE(std::filesystem::exists(directory / "provenance.json.part"));
}

TEST(Provenance, cannot_be_written_into_nothing) {
    EXPECT_THROW(write_provenance("/nowhere", Provenance{}), IoError);
}

}  // namespace
}  // namespace hadome
