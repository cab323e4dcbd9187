#pragma once

#include <cstdint>
#include <vector>

#include "batch/progress_screen.hpp"
#include "batch/progress_text.hpp"
#include "batch/run_log.hpp"

namespace hadome {

/// Shows how far all ranks have come; whatever is shown, the log file gets the lines. Of use on the root; elsewhere a
/// clock.
class Progress {
public:
    /// The clock starts here. \param scenarios of the whole run; \param before done in earlier sessions
    Progress(std::int64_t scenarios, std::int64_t before, int ranks, ProgressMode mode, RunLog& log);

    /// The latest word of a rank: what it has done, or taken over of earlier sessions.
    void note(int rank, const ProgressTotals& totals) { latest_[static_cast<std::size_t>(rank)] = totals; }
    /// Now and then: shows totals when it is time.
    void show();
    /// Ends the bar, if there is one, with all that is known.
    void finish();
    /// Since the start [s].
    double elapsed() const { return screen_.elapsed(); }

private:
    ProgressTotals all() const;
    std::string bar() const;

    std::int64_t scenarios_;
    std::int64_t before_;
    ProgressScreen screen_;
    std::vector<ProgressTotals> latest_;  ///< [rank]
};

}  // namespace hadome
