#include "parallel/watchdog.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "parallel/exit_code.hpp"
#include "parallel/last_words.hpp"

namespace hadome {
namespace {

std::atomic<std::uint64_t> answers = 0;
constexpr double longest_step = 1.0;  // [s]

}  // namespace

void note_answer() {
    answers.fetch_add(1, std::memory_order_relaxed);
}

Watchdog::Watchdog(double patience, int rank) : patience_{patience}, rank_{rank}, thread_{[this] { watch(); }} {}

Watchdog::~Watchdog() {
    {
        const std::scoped_lock lock{mutex_};
        is_over_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Watchdog::watch() {
    using Clock = std::chrono::steady_clock;
    std::uint64_t known = answers;
    // Time in steps, for a job may be suspended as a whole: then nobody has waited.
    double waited = 0.0;
    Clock::time_point last = Clock::now();
    std::unique_lock lock{mutex_};
    while (!wake_.wait_for(lock, std::chrono::milliseconds(200), [this] { return is_over_; })) {
        const Clock::time_point now = Clock::now();
        waited += std::min(longest_step, std::chrono::duration<double>(now - last).count());
        last = now;
        if (const std::uint64_t heard = answers; heard != known) {
            known = heard;
            waited = 0.0;
        }
        if (waited > patience_) {
            say_last_words("rank " + std::to_string(rank_) + " has waited for other ranks for " +
                           std::to_string(std::lround(waited)) +
                           " s; one of them or the file system has stopped; what is on the disk stands, go on with "
                           "`hadome resume` (or merge again), or give --watchdog a longer time");
            // Not exit(): that would wait for the thread that hangs.
            std::_Exit(static_cast<int>(ExitCode::io_error));
        }
    }
}

}  // namespace hadome
