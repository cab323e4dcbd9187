#include "batch/progress.hpp"

namespace hadome {

Progress::Progress(std::int64_t scenarios, std::int64_t before, int ranks, ProgressMode mode, RunLog& log)
    : scenarios_{scenarios}, before_{before}, screen_{mode, log}, latest_(static_cast<std::size_t>(ranks)) {}

ProgressTotals Progress::all() const {
    ProgressTotals sum;
    for (const ProgressTotals& totals : latest_) {
        sum.merge(totals);
    }
    return sum;
}

std::string Progress::bar() const {
    return progress_bar(all(), scenarios_, elapsed(), before_);
}

void Progress::show() {
    screen_.show([this] { return progress_line(all(), scenarios_, elapsed(), before_); }, [this] { return bar(); });
}

void Progress::finish() {
    screen_.finish([this] { return bar(); });
}

}  // namespace hadome
