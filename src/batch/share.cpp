#include "batch/share.hpp"

namespace hadome {
namespace {

ProgressTotals totals_of(const ScenarioBlock& rows) {
    ProgressTotals totals{rows.size(), {}};
    for (const Jpy loss : rows.loss) {
        totals.loss.add(loss);
    }
    for (const std::int64_t given_up : rows.given_up) {
        totals.given_up += given_up != 0 ? 1 : 0;
    }
    return totals;
}

}  // namespace

Share::Share(int threads, const TallyShape& shape, ShareState taken_over, std::unique_ptr<RowLog> rows)
    : taken_over_{std::move(taken_over)}, rows_{std::move(rows)} {
    for (int thread = 0; thread < threads; ++thread) {
        done_.push_back(std::make_unique<Done>(shape));
    }
}

void Share::add(int thread, NumberRange item, const FinishedItem& finished) {
    Done& done = *done_[static_cast<std::size_t>(thread)];
    const std::scoped_lock lock{done.mutex};
    if (rows_) {
        rows_->add(finished.rows);
    }
    done.scenarios.add(item);
    done.tally.merge(finished.tally);
    done.totals.merge(totals_of(finished.rows));
    scenarios_done_ += item.size();
}

ShareState Share::state() {
    ShareState state = taken_over_;
    // All at once: the rows on the disk are then those of exactly the scenarios that are counted.
    std::vector<std::unique_lock<std::mutex>> locks;
    for (const auto& done : done_) {
        locks.emplace_back(done->mutex);
    }
    if (rows_) {
        state.rows.push_back(rows_->sync());
    }
    for (const auto& done : done_) {
        state.scenarios.add_all(done->scenarios);
        state.tally.merge(done->tally);
    }
    return state;
}

ProgressTotals Share::totals() const {
    ProgressTotals all{taken_over_.tally.scenarios + taken_over_.tally.given_up,
                       taken_over_.tally.loss[static_cast<std::size_t>(Headline::all_causes)],
                       taken_over_.tally.given_up};
    for (const auto& done : done_) {
        const std::scoped_lock lock{done->mutex};
        all.merge(done->totals);
    }
    return all;
}

}  // namespace hadome
