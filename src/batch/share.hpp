#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "batch/progress_text.hpp"
#include "batch/worker.hpp"
#include "results/checkpoint.hpp"

namespace hadome {

/// What this rank has finished: its own since the session began, and what it has taken over of earlier sessions.
/// Workers add whole items; at any time the main thread may take a picture of it, for which no item in work has to end.
class Share {
public:
    /// Where what is finished is put on the disk.
    struct Logs {
        std::unique_ptr<RowLog> losses;
        std::unique_ptr<RowLog> rows;  ///< of the scenario table; null when none is wanted
    };
    /// \param taken_over states of earlier sessions, added up
    Share(int threads, const TallyShape& shape, ShareState taken_over, Logs logs);

    /// Any thread: adds a finished item. \param thread counts from 0; \throws IoError when its losses cannot be written
    void add(int thread, NumberRange item, const FinishedItem& finished);

    /// All that is finished, on the disk as far as losses and rows go. \throws IoError
    ShareState state();
    /// Scenarios and losses, those taken over included.
    ProgressTotals totals() const;
    /// Scenarios of this session.
    std::int64_t scenarios_done() const { return scenarios_done_; }

private:
    /// Of one thread, so that workers do not wait for each other.
    struct Done {
        explicit Done(const TallyShape& shape) : tally{shape} {}
        mutable std::mutex mutex;
        Tally tally;
        ProgressTotals totals;
    };

    ShareState taken_over_;
    Logs logs_;
    std::vector<std::unique_ptr<Done>> done_;
    std::mutex scenarios_mutex_;  ///< taken after a thread's
    NumberSet scenarios_;         ///< of all threads: those of one would be full of holes
    std::atomic<std::int64_t> scenarios_done_ = 0;
};

}  // namespace hadome
