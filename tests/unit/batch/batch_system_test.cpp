#include "batch/batch_system.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/scratch_directory.hpp"

namespace hadome {
namespace {

/// A job of Slurm whose squeue answers what a test says.
class BatchSystemTest : public ::testing::Test {
protected:
    BatchSystemTest() : path_{std::getenv("PATH")} {
        ::setenv("PATH", (scratch_.path().string() + ":" + path_).c_str(), 1);
        ::setenv("SLURM_JOB_ID", "1003", 1);
        ::unsetenv("SLURM_JOB_END_TIME");
    }
    ~BatchSystemTest() override {
        ::setenv("PATH", path_.c_str(), 1);
        ::unsetenv("SLURM_JOB_ID");
        ::unsetenv("SLURM_JOB_END_TIME");
    }
    /// \param lines of number and time left; anything but what Hadome asks is answered with nothing
    void let_squeue_say(const std::string& lines) {
        const std::filesystem::path file = scratch_ / "squeue";
        std::ofstream(file) << "#!/bin/sh\n[ \"$*\" = '-h -j 1003 -o %A %L' ] && cat <<'END'\n" << lines << "END\n";
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }
    static void end_after(std::chrono::seconds time) {
        const auto end = std::chrono::system_clock::now().time_since_epoch() + time;
        ::setenv("SLURM_JOB_END_TIME",
                 std::to_string(std::chrono::duration_cast<std::chrono::seconds>(end).count()).c_str(), 1);
    }

    test::ScratchDirectory scratch_;
    std::string path_;
};

TEST_F(BatchSystemTest, takes_the_time_of_a_job_that_is_alone) {
    let_squeue_say("1003 1-02:03:04\n");
    EXPECT_EQ(batch_time_left(), 93784.0);
}

TEST_F(BatchSystemTest, takes_the_own_line_of_a_job_array) {
    let_squeue_say("1001 4:00:00\n1002 UNLIMITED\n1003 12:34\n10030 5\n100 6\n");
    EXPECT_EQ(batch_time_left(), 754.0);
}

TEST_F(BatchSystemTest, knows_no_time_without_an_own_line) {
    let_squeue_say("1001 4:00:00\n1002 3:00:00\n");
    EXPECT_EQ(batch_time_left(), std::nullopt);
}

TEST_F(BatchSystemTest, takes_what_is_no_time_for_no_limit) {
    for (const char* words : {"1003 UNLIMITED\n", "1003 INVALID\n", "1003\n", ""}) {
        let_squeue_say(words);
        EXPECT_EQ(batch_time_left(), std::nullopt) << words;
    }
}

TEST_F(BatchSystemTest, believes_the_time_of_the_end_without_asking) {
    let_squeue_say("1003 1:00\n");
    end_after(std::chrono::seconds(1000));
    ASSERT_TRUE(batch_time_left().has_value());
    EXPECT_GT(*batch_time_left(), 900.0);
    EXPECT_LE(*batch_time_left(), 1000.0);
}

TEST_F(BatchSystemTest, asks_when_the_time_of_the_end_is_over_or_no_time) {
    let_squeue_say("1003 1:00\n");
    end_after(std::chrono::seconds(-1000));
    EXPECT_EQ(batch_time_left(), 60.0);
    for (const char* words : {"", "soon", "-5", "99999999999999999999999"}) {
        ::setenv("SLURM_JOB_END_TIME", words, 1);
        EXPECT_EQ(batch_time_left(), 60.0) << words;
    }
}

TEST_F(BatchSystemTest, asks_nothing_outside_of_a_job) {
    let_squeue_say("1003 1:00\n");
    end_after(std::chrono::seconds(1000));
    for (const char* number : {"", "1003; exit", "1003_4"}) {
        ::setenv("SLURM_JOB_ID", number, 1);
        EXPECT_EQ(batch_time_left(), std::nullopt) << number;
    }
    ::unsetenv("SLURM_JOB_ID");
    EXPECT_EQ(batch_time_left(), std::nullopt);
}

}  // namespace
}  // namespace hadome
