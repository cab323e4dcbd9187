#include "batch/progress.hpp"

#include <unistd.h>

#include <algorithm>

namespace hadome {

namespace {

// Lines come every ten seconds at first; a run of a day need not fill its log with them.
constexpr double shortest_wait = 10.0;   // [s]
constexpr double longest_wait = 600.0;   // [s]
constexpr double wait_share = 0.25;      // of the time run so far
constexpr double redraw_interval = 0.2;  // [s]

ProgressMode resolved(ProgressMode mode) {
    if (mode != ProgressMode::automatic) {
        return mode;
    }
    return isatty(STDERR_FILENO) != 0 ? ProgressMode::bar : ProgressMode::lines;
}

}  // namespace

Progress::Progress(std::int64_t scenarios, ProgressMode mode, RunLog& log, Communicator& communicator)
    : scenarios_{scenarios},
      mode_{resolved(mode)},
      log_{log},
      rank_{communicator.rank()},
      is_root_{communicator.is_root()},
      channel_{communicator},
      start_{std::chrono::steady_clock::now()},
      next_line_{shortest_wait},
      others_(is_root_ ? static_cast<std::size_t>(communicator.size()) : 0) {}

double Progress::elapsed() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Progress::add(const ProgressTotals& more) {
    const std::scoped_lock lock{adding_};
    own_.merge(more);
}

ProgressTotals Progress::own() const {
    const std::scoped_lock lock{adding_};
    return own_;
}

ProgressTotals Progress::all() const {
    ProgressTotals sum = own();
    for (const ProgressTotals& totals : others_) {
        sum.merge(totals);
    }
    return sum;
}

void Progress::note(int rank, const ProgressTotals& totals) {
    if (rank != rank_) {
        others_[static_cast<std::size_t>(rank)] = totals;
    }
    show();
}

void Progress::beat() {
    if (!is_root_) {
        channel_.post(own());
        return;
    }
    channel_.poll([this](int rank, const ProgressTotals& totals) { note(rank, totals); });
    show();
}

void Progress::show() {
    const double now = elapsed();
    if (now >= next_line_) {
        next_line_ = now + std::clamp(wait_share * now, shortest_wait, longest_wait);
        const std::string line = progress_line(all(), scenarios_, now);
        if (mode_ == ProgressMode::lines) {
            log_.say(line);
        } else {
            log_.say_in_file(line);
        }
    }
    if (mode_ == ProgressMode::bar && now >= next_draw_) {
        next_draw_ = now + redraw_interval;
        log_.redraw(progress_bar(all(), scenarios_, now));
    }
}

void Progress::finish() {
    if (!is_root_) {
        channel_.post(own());
    }
    channel_.close([this](int rank, const ProgressTotals& totals) { note(rank, totals); });
    if (is_root_ && mode_ == ProgressMode::bar) {
        log_.redraw(progress_bar(all(), scenarios_, elapsed()));
        log_.end_redraw();
    }
}

}  // namespace hadome
