#include "parallel/communicator.hpp"

#include <gmock/gmock.h>
#include <pthread.h>

#include <chrono>
#include <optional>
#include <string>

#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "mpi/environment.hpp"
#include "parallel/agree.hpp"
#include "parallel/exit_code.hpp"
#include "parallel/watchdog.hpp"

namespace hadome::test {
namespace {

std::string word_of(int rank) {
    return std::string(static_cast<std::size_t>(1000 * rank), 'x') + std::to_string(rank);
}

TEST(Communicator, broadcasts_the_roots_bytes) {
    std::string bytes = world->is_root() ? std::string("model\0bytes", 11) : "something else";
    world->broadcast(bytes);
    EXPECT_EQ(bytes, std::string("model\0bytes", 11));
}

TEST(Communicator, gathers_bytes_of_different_lengths_by_rank) {
    const std::vector<std::string> all = world->gather(word_of(world->rank()));
    if (!world->is_root()) {
        EXPECT_TRUE(all.empty());
        return;
    }
    ASSERT_EQ(static_cast<int>(all.size()), world->size());
    for (int rank = 0; rank < world->size(); ++rank) {
        EXPECT_EQ(all[static_cast<std::size_t>(rank)], word_of(rank));
    }
}

TEST(Communicator, reduces_whole_numbers) {
    const std::int64_t size = world->size();
    EXPECT_EQ(world->all_sum(world->rank() + 1), size * (size + 1) / 2);
    EXPECT_EQ(world->all_max(world->rank()), size - 1);
}

TEST(Agree, throws_on_every_rank_the_failure_of_the_lowest) {
    const auto last = [&] { return world->rank() == world->size() - 1; };
    try {
        agree(*world, [&] {
            if (last()) {
                throw IoError("the disk of the last rank is full");
            }
        });
        FAIL() << "the failure of one rank was not heard on rank " << world->rank();
    } catch (const AgreedError& error) {
        EXPECT_EQ(error.code(), ExitCode::io_error);
        EXPECT_STREQ(error.what(), "the disk of the last rank is full");
    }
}

TEST(Agree, works_on_the_root_alone) {
    int calls = 0;
    agree_on_root(*world, [&] { ++calls; });
    EXPECT_EQ(calls, world->is_root() ? 1 : 0);
}

void be_busy(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
    }
}

TEST(Agree, lets_the_root_work_for_longer_than_others_would_wait) {
    std::optional<Watchdog> watchdog;
    if (world->size() > 1) {
        watchdog.emplace(0.5, world->rank());  // would end this process
    }
    agree_on_root(*world, [] { be_busy(std::chrono::milliseconds(1500)); });
    EXPECT_THROW(agree_on_root(*world, [] { throw IoError("disk full"); }), AgreedError);
}

TEST(Agree, lets_each_rank_work_for_longer_than_others_would_wait) {
    std::optional<Watchdog> watchdog;
    if (world->size() > 1) {
        watchdog.emplace(0.5, world->rank());  // would end this process
    }
    // One after another is the last one, the root among them; and all at once.
    for (int last = 0; last < world->size(); ++last) {
        int calls = 0;
        agree_on_long_work(*world, [&] {
            ++calls;
            if (world->rank() == last) {
                be_busy(std::chrono::milliseconds(1200));
            }
        });
        EXPECT_EQ(calls, 1);
    }
    agree_on_long_work(*world, [] { be_busy(std::chrono::milliseconds(1200)); });
    // Many short ones leave nothing behind that the next one would hear.
    for (int k = 0; k < 50; ++k) {
        agree_on_long_work(*world, [] {});
        EXPECT_EQ(world->all_sum(1), world->size());
    }
}

TEST(Agree, tells_of_whoever_failed_at_long_work) {
    const int last = world->size() - 1;
    try {
        agree_on_long_work(*world, [&] {
            if (world->rank() == last) {
                throw IoError("disk full at " + std::to_string(world->rank()));
            }
        });
        FAIL() << "nothing was thrown";
    } catch (const AgreedError& error) {
        EXPECT_EQ(error.code(), ExitCode::io_error);
        EXPECT_EQ(error.what(), "disk full at " + std::to_string(last));
    }
}

/// No new thread can be had: its stack would be larger than all addresses.
class NoMoreThreads {
public:
    NoMoreThreads() {
        pthread_getattr_default_np(&usual_);
        pthread_attr_t huge;
        pthread_attr_init(&huge);
        pthread_attr_setstacksize(&huge, std::size_t{1} << 50U);
        pthread_setattr_default_np(&huge);
        pthread_attr_destroy(&huge);
    }
    NoMoreThreads(const NoMoreThreads&) = delete;
    NoMoreThreads& operator=(const NoMoreThreads&) = delete;
    ~NoMoreThreads() {
        pthread_setattr_default_np(&usual_);
        pthread_attr_destroy(&usual_);
    }

private:
    pthread_attr_t usual_;
};

TEST(Agree, nobody_waits_for_a_root_that_gets_no_thread) {
    std::optional<NoMoreThreads> none;
    if (world->is_root()) {
        none.emplace();
    }
    try {
        agree_on_root(*world, [] {});
        FAIL() << "work was done without a thread";
    } catch (const AgreedError& error) {
        EXPECT_EQ(error.code(), ExitCode::io_error);
        EXPECT_THAT(error.what(), ::testing::HasSubstr("cannot start a thread"));
    }
}

TEST(Agree, nobody_waits_for_a_rank_that_gets_no_thread_for_long_work) {
    if (world->size() == 1) {
        GTEST_SKIP() << "one rank needs none";
    }
    std::optional<NoMoreThreads> none;
    if (world->rank() == world->size() - 1) {
        none.emplace();
    }
    EXPECT_THROW(agree_on_long_work(*world, [] {}), AgreedError);
}

TEST(Post, brings_every_letter_in_order_and_answers_on_the_way) {
    constexpr int letters = 100;
    const std::unique_ptr<Post> post = world->open_post();
    std::vector<int> heard(static_cast<std::size_t>(world->size()), 0);
    int answers = 0;
    const Post::Handler handler = [&](int rank, const std::string& letter) {
        if (letter.front() == 'a') {
            EXPECT_EQ(letter.size(), static_cast<std::size_t>(answers) + 1);
            ++answers;
            return;
        }
        // Letters of very different lengths do not overtake each other.
        int& count = heard[static_cast<std::size_t>(rank)];
        EXPECT_EQ(letter, "q" + std::string(static_cast<std::size_t>(count % 2 == 0 ? 0 : 100'000), 'x'));
        post->send(rank, "a" + std::string(static_cast<std::size_t>(count), 'y'));
        ++count;
    };
    for (int k = 0; k < letters; ++k) {
        post->send(Communicator::root, "q" + std::string(static_cast<std::size_t>(k % 2 == 0 ? 0 : 100'000), 'x'));
        post->poll(handler);
    }
    post->close(handler);
    EXPECT_EQ(answers, letters);
    if (world->is_root()) {
        for (const int count : heard) {
            EXPECT_EQ(count, letters);
        }
    }
}

}  // namespace
}  // namespace hadome::test
