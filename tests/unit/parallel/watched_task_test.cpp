#include "parallel/watched_task.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/check.hpp"

namespace hadome {
namespace {

using namespace std::chrono_literals;

TEST(WatchedTask, moves_while_it_uses_a_processor_and_not_while_it_waits) {
    std::atomic<bool> is_to_wait = false;
    std::atomic<bool> is_over = false;
    WatchedTask task{[&] {
        while (!is_to_wait) {
        }
        is_over.wait(false);
    }};
    for (int time = 0; time < 2; ++time) {
        EXPECT_FALSE(task.ends_within(100ms));
        EXPECT_TRUE(task.has_moved());
    }
    is_to_wait = true;
    std::this_thread::sleep_for(200ms);  // until it waits
    task.has_moved();
    EXPECT_FALSE(task.ends_within(100ms));
    EXPECT_FALSE(task.has_moved());
    is_over = true;
    is_over.notify_all();
    task.get();
}

TEST(WatchedTask, hands_on_what_is_thrown) {
    WatchedTask task{[] { throw IoError("disk full"); }};
    EXPECT_THROW(task.get(), IoError);
}

}  // namespace
}  // namespace hadome
