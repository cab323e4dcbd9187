#include "batch/leader.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "support/scratch_directory.hpp"

namespace hadome {
namespace {

using ::testing::Contains;
using ::testing::Not;

/// Keeps what the leader writes to rank 1.
class KeptPost final : public Post {
public:
    void send(int rank, std::string message) override {
        if (rank == 1) {
            words.push_back(Letter(message).word());
            last = std::move(message);
        }
    }
    void poll(const Handler&) override {}
    void close(const Handler&) override {}
    std::vector<Word> words;
    std::string last;
};

class LeaderTest : public ::testing::Test {
protected:
    LeaderTest() { checkpoints_.make(); }
    /// Two ranks, of which the second has simulated all that there was.
    Leader leader_when_done(NumberSet pile, const Precautions& precautions) {
        const std::int64_t all = pile.size();
        Leader leader = leader_at_work(std::move(pile), precautions);
        const std::string bytes = write_letter(Word::totals, Report{{}, all});
        Letter letter(bytes);
        leader.hear(1, letter);
        return leader;
    }
    Leader leader_at_work(NumberSet pile, const Precautions& precautions, std::int64_t slowest_ms = 0) {
        Manifest manifest;
        manifest.slowest_ms = slowest_ms;
        return {manifest, std::move(pile), 2, 2, precautions, checkpoints_, progress_, log_, post_};
    }
    /// Leads until the word was said so many times in all. \return when that was [s]
    double lead_until(Leader& leader, Word word, std::ptrdiff_t times) {
        while (count(word) < times && progress_.elapsed() < 60.0) {
            leader.lead();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return progress_.elapsed();
    }
    static void write_states(Leader& leader) {
        for (const int rank : {0, 1}) {
            const std::string bytes =
                write_letter(Word::written, CheckpointPart{"state.1." + std::to_string(rank), 0, "x"});
            Letter letter(bytes);
            leader.hear(rank, letter);
        }
    }
    static void signal(Leader& leader) {
        const std::string bytes = write_letter(Word::signalled, 10);
        Letter letter(bytes);
        leader.hear(1, letter);
    }
    std::ptrdiff_t count(Word word) const { return std::count(post_.words.begin(), post_.words.end(), word); }
    Outcome outcome() const { return Letter(post_.last).content<Outcome>(); }

    test::ScratchDirectory scratch_;
    CheckpointDirectory checkpoints_{scratch_.path()};
    RunLog log_{RunLog::Voice::mute};
    Progress progress_{3, 0, 2, ProgressMode::none, log_};
    KeptPost post_;
};

Precautions with(double stop_after, double publishing_takes) {
    Precautions precautions;
    precautions.stop_after = stop_after;
    precautions.publishing_takes = publishing_takes;
    precautions.keep_state = false;
    return precautions;
}

TEST_F(LeaderTest, publishes_when_there_is_time) {
    Leader leader = leader_when_done(NumberSet({0, 3}), with(1000.0, 900.0));
    leader.lead();
    EXPECT_THAT(post_.words, Not(Contains(Word::write)));
    EXPECT_EQ(outcome(), Outcome::finished);
}

TEST_F(LeaderTest, keeps_what_may_not_be_published_in_time) {
    Leader leader = leader_when_done(NumberSet({0, 3}), with(1000.0, 1000.0));
    leader.lead();
    EXPECT_THAT(post_.words, Contains(Word::write));
    write_states(leader);
    EXPECT_EQ(outcome(), Outcome::stopped);
}

TEST_F(LeaderTest, leaves_time_for_a_checkpoint_as_slow_as_in_the_session_before) {
    Leader quick = leader_at_work(NumberSet({0, 3}), with(1.5, 0.0), 0);
    quick.lead();
    EXPECT_EQ(count(Word::stop), 0);
    Leader slow = leader_at_work(NumberSet({0, 3}), with(1.5, 0.0), 300);
    slow.lead();
    EXPECT_EQ(count(Word::stop), 1);
}

TEST_F(LeaderTest, works_whatever_a_checkpoint_took_in_the_session_before) {
    Leader leader = leader_at_work(NumberSet({0, 3}), with(3.0, 0.0), 100'000);
    leader.lead();
    EXPECT_EQ(count(Word::stop), 0);
}

TEST_F(LeaderTest, publishes_in_any_case_what_was_simulated_before) {
    Leader leader = leader_when_done(NumberSet(), with(1000.0, 1000.0));
    leader.lead();
    EXPECT_EQ(outcome(), Outcome::finished);
}

TEST_F(LeaderTest, keeps_the_state_of_what_it_publishes_so_that_it_can_be_extended) {
    Precautions precautions = with(1000.0, 900.0);
    precautions.keep_state = true;
    Leader leader = leader_when_done(NumberSet({0, 3}), precautions);
    leader.lead();
    EXPECT_THAT(post_.words, Contains(Word::write));
    EXPECT_THAT(post_.words, Not(Contains(Word::over)));
    write_states(leader);
    EXPECT_EQ(outcome(), Outcome::finished);
}

TEST_F(LeaderTest, begins_nothing_after_the_end) {
    Precautions precautions = with(1000.0, 900.0);
    precautions.keep_state = true;
    Leader leader = leader_when_done(NumberSet({0, 3}), precautions);
    leader.lead();
    write_states(leader);
    leader.lead();  // as on the root before it has its own letter
    signal(leader);
    leader.lead();
    EXPECT_EQ(count(Word::write), 1);
    EXPECT_EQ(count(Word::over), 1);
    EXPECT_EQ(count(Word::stop), 0);
    EXPECT_EQ(outcome(), Outcome::finished);
}

TEST_F(LeaderTest, a_stop_while_the_last_checkpoint_is_written_is_a_stop) {
    Precautions precautions = with(1000.0, 900.0);
    precautions.keep_state = true;
    Leader leader = leader_when_done(NumberSet({0, 3}), precautions);
    leader.lead();
    signal(leader);
    EXPECT_EQ(count(Word::stop), 1);
    write_states(leader);
    leader.lead();
    EXPECT_EQ(count(Word::write), 1);
    EXPECT_EQ(count(Word::over), 1);
    EXPECT_EQ(outcome(), Outcome::stopped);
}

TEST_F(LeaderTest, does_not_publish_when_the_last_checkpoint_has_used_up_the_time_for_it) {
    Precautions precautions = with(1001.0, 1000.0);  // 1 s for the checkpoint
    precautions.keep_state = true;
    Leader leader = leader_when_done(NumberSet({0, 3}), precautions);
    leader.lead();
    EXPECT_THAT(post_.words, Contains(Word::write));
    EXPECT_EQ(count(Word::stop), 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    write_states(leader);
    leader.lead();
    EXPECT_EQ(count(Word::stop), 1);
    EXPECT_EQ(count(Word::write), 1);
    EXPECT_EQ(outcome(), Outcome::stopped);
}

TEST_F(LeaderTest, knows_what_a_checkpoint_takes_before_it_has_to_stop) {
    Leader leader = leader_at_work(NumberSet({0, 3}), with(3.0, 0.0));  // with checkpoints every 10 minutes
    const double first = lead_until(leader, Word::write, 1);
    EXPECT_GE(first, 0.2);
    EXPECT_LT(first, 1.0);
    EXPECT_EQ(count(Word::stop), 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    write_states(leader);
    EXPECT_LT(lead_until(leader, Word::stop, 1), 2.0);  // of 3 s, 1 s is kept in any case
}

TEST_F(LeaderTest, writes_checkpoints_as_often_as_was_asked_for_when_there_is_much_time) {
    Precautions precautions = with(1e6, 0.0);
    precautions.checkpoint_every = 0.01;
    Leader leader = leader_at_work(NumberSet({0, 3}), precautions);
    EXPECT_LT(lead_until(leader, Word::write, 1), 2.0);
}

TEST_F(LeaderTest, lets_checkpoints_take_a_hundredth_of_the_time_at_most) {
    Precautions precautions;
    precautions.checkpoint_every = 0.001;
    Leader leader = leader_at_work(NumberSet({0, 3}), precautions);
    lead_until(leader, Word::write, 1);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const double written = progress_.elapsed();
    write_states(leader);
    EXPECT_GE(lead_until(leader, Word::write, 2) - written, 0.5);
    EXPECT_EQ(count(Word::write), 2);
}

TEST_F(LeaderTest, publishes_no_shard_and_needs_no_time_for_it) {
    Precautions precautions = with(1000.0, 1000.0);
    precautions.must_keep_state = true;
    Leader leader = leader_when_done(NumberSet({0, 3}), precautions);
    leader.lead();
    write_states(leader);
    EXPECT_EQ(outcome(), Outcome::finished);
}

}  // namespace
}  // namespace hadome
