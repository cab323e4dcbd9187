#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "batch/run_log.hpp"

namespace hadome {

enum class ProgressMode {
    automatic,  ///< bar on a terminal, lines elsewhere
    bar,
    lines,
    none
};

/// Where and how often it is shown how far work has come: a bar is drawn often, a line is written seldom, and whatever
/// is shown, the log file gets the lines.
class ProgressScreen {
public:
    using Text = std::function<std::string()>;

    /// The clock starts here.
    ProgressScreen(ProgressMode mode, RunLog& log);

    /// Now and then: asks for a text when it is time to show it.
    void show(const Text& line, const Text& bar);
    /// Ends the bar, if there is one, with its last state.
    void finish(const Text& bar);
    /// Since the start [s].
    double elapsed() const;

private:
    ProgressMode mode_;
    RunLog& log_;
    std::chrono::steady_clock::time_point start_;
    double next_line_;      ///< [s] after the start
    double next_draw_ = 0;  ///< [s] after the start
};

}  // namespace hadome
