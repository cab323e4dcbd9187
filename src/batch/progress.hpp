#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

#include "batch/progress_text.hpp"
#include "batch/run_log.hpp"
#include "parallel/communicator.hpp"
#include "parallel/progress_channel.hpp"

namespace hadome {

enum class ProgressMode {
    automatic,  ///< bar on a terminal, lines elsewhere
    bar,
    lines,
    none
};

/// Collects how far all ranks have come and shows it on the root; whatever is shown, the log file gets the lines.
class Progress {
public:
    /// Collective. The clock starts here.
    Progress(std::int64_t scenarios, ProgressMode mode, RunLog& log, Communicator& communicator);

    /// Any thread: scenarios that this rank has done.
    void add(const ProgressTotals& more);
    /// Main thread, now and then: sends or collects totals, and shows them when it is time.
    void beat();
    /// Collective: waits until all ranks have done theirs and shows the last line.
    void finish();
    /// Since the start [s].
    double elapsed() const;

private:
    ProgressTotals own() const;
    ProgressTotals all() const;
    void note(int rank, const ProgressTotals& totals);
    void show();

    std::int64_t scenarios_;
    ProgressMode mode_;
    RunLog& log_;
    int rank_;
    bool is_root_;
    ProgressChannel<ProgressTotals> channel_;
    std::chrono::steady_clock::time_point start_;
    double next_line_;      ///< [s] after the start
    double next_draw_ = 0;  ///< [s] after the start
    mutable std::mutex adding_;
    ProgressTotals own_;                  ///< guarded by adding_
    std::vector<ProgressTotals> others_;  ///< root: the latest word of each rank
};

}  // namespace hadome
