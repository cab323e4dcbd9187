#include "parallel/watched_task.hpp"

#include <pthread.h>

#include <string>
#include <system_error>
#include <utility>

#include "core/check.hpp"

namespace hadome {
namespace {

/// The clock of the time that this thread has used.
clockid_t own_clock() {
    clockid_t clock = CLOCK_THREAD_CPUTIME_ID;
    pthread_getcpuclockid(pthread_self(), &clock);
    return clock;
}

}  // namespace

WatchedTask::WatchedTask(std::function<void()> work) {
    try {
        end_ = std::async(std::launch::async, [this, work = std::move(work)] {
            begun_.set_value(own_clock());
            work();
        });
    } catch (const std::system_error& error) {
        throw IoError(std::string("cannot start a thread; ") + error.code().message() +
                      "; raise the limits of processes and memory (ulimit -u, -v), or use fewer ranks a node");
    }
    clock_ = begun_.get_future().get();
}

bool WatchedTask::ends_within(std::chrono::milliseconds time) const {
    return end_.wait_for(time) == std::future_status::ready;
}

bool WatchedTask::has_moved() {
    timespec now{};
    if (clock_gettime(clock_, &now) != 0) {
        return true;  // it has ended in this moment
    }
    const auto used = std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
    return std::exchange(used_, used) != used;
}

}  // namespace hadome
