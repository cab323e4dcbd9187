#include "batch/run_directory.hpp"

#include <gmock/gmock.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "results/checkpoint.hpp"

namespace hadome {
namespace {

using ::testing::HasSubstr;

class RunDirectoryTest : public ::testing::Test {
protected:
    RunDirectoryTest() {
        std::string pattern = (std::filesystem::temp_directory_path() / "hadome_XXXXXX").string();
        base_ = mkdtemp(pattern.data());
    }
    ~RunDirectoryTest() override { std::filesystem::remove_all(base_); }
    std::filesystem::path run() const { return base_ / "deep" / "run"; }

    std::filesystem::path base_;
};

TEST_F(RunDirectoryTest, is_made_and_locked_and_freed) {
    {
        const RunDirectory directory{run(), RunDirectory::For::new_run};
        EXPECT_TRUE(std::filesystem::exists(run() / "lock"));
    }
    EXPECT_TRUE(std::filesystem::is_empty(run()));
    EXPECT_NO_THROW(RunDirectory(run(), RunDirectory::For::new_run));
}

TEST_F(RunDirectoryTest, refuses_a_second_run_and_names_the_first) {
    const RunDirectory first{run(), RunDirectory::For::new_run};
    try {
        const RunDirectory second{run(), RunDirectory::For::new_run};
        FAIL() << "two runs in one directory";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("another run is at work"));
        EXPECT_THAT(error.what(), HasSubstr("process " + std::to_string(getpid())));
    }
    EXPECT_TRUE(std::filesystem::exists(run() / "lock")) << "the refused run took the lock of the first away";
}

TEST_F(RunDirectoryTest, takes_over_the_lock_file_of_a_run_that_died) {
    std::filesystem::create_directories(run());
    std::ofstream(run() / "lock") << "process 1 on nowhere\n";
    EXPECT_NO_THROW(RunDirectory(run(), RunDirectory::For::new_run));
}

TEST_F(RunDirectoryTest, refuses_finished_results_and_leaves_them_alone) {
    std::filesystem::create_directories(run());
    std::ofstream(run() / "results.h5") << "precious";
    EXPECT_THROW(RunDirectory(run(), RunDirectory::For::new_run), InputError);
    EXPECT_FALSE(std::filesystem::exists(run() / "lock"));
    EXPECT_EQ(std::filesystem::file_size(run() / "results.h5"), 8U);
}

TEST_F(RunDirectoryTest, keeps_a_new_run_away_from_one_that_was_stopped_and_lets_that_go_on) {
    EXPECT_THROW(RunDirectory(run(), RunDirectory::For::resume), InputError) << "nothing to go on with";
    EXPECT_FALSE(std::filesystem::exists(run()));
    const CheckpointDirectory checkpoint(run());
    checkpoint.make();
    // Killed before its first checkpoint: nothing to lose.
    EXPECT_NO_THROW(RunDirectory(run(), RunDirectory::For::new_run));
    checkpoint.publish(Manifest{});
    EXPECT_THROW(RunDirectory(run(), RunDirectory::For::new_run), InputError);
    EXPECT_NO_THROW(RunDirectory(run(), RunDirectory::For::resume));
}

TEST_F(RunDirectoryTest, says_why_it_cannot_be_made) {
    std::ofstream(base_ / "file") << "in the way";
    EXPECT_THROW(RunDirectory(base_ / "file" / "run", RunDirectory::For::new_run), IoError);
}

}  // namespace
}  // namespace hadome
