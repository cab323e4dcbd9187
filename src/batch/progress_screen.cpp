#include "batch/progress_screen.hpp"

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

ProgressScreen::ProgressScreen(ProgressMode mode, RunLog& log)
    : mode_{resolved(mode)}, log_{log}, start_{std::chrono::steady_clock::now()}, next_line_{shortest_wait} {}

double ProgressScreen::elapsed() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void ProgressScreen::show(const Text& line, const Text& bar) {
    const double now = elapsed();
    if (now >= next_line_) {
        next_line_ = now + std::clamp(wait_share * now, shortest_wait, longest_wait);
        if (mode_ == ProgressMode::lines) {
            log_.say(line());
        } else {
            log_.say_in_file(line());
        }
    }
    if (mode_ == ProgressMode::bar && now >= next_draw_) {
        next_draw_ = now + redraw_interval;
        log_.redraw(bar());
    }
}

void ProgressScreen::finish(const Text& bar) {
    if (mode_ == ProgressMode::bar) {
        log_.redraw(bar());
        log_.end_redraw();
    }
}

}  // namespace hadome
