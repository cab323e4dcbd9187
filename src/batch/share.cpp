#include "batch/share.hpp"

namespace hadome {
namespace {

ProgressTotals totals_of(const Tally& tally) {
    return {tally.scenarios + tally.given_up, tally.loss[static_cast<std::size_t>(Headline::all_causes)],
            tally.given_up};
}

}  // namespace

Share::Share(int threads, const TallyShape& shape, ShareState taken_over, Logs logs)
    : taken_over_{std::move(taken_over)}, logs_{std::move(logs)} {
    for (int thread = 0; thread < threads; ++thread) {
        done_.push_back(std::make_unique<Done>(shape));
    }
}

void Share::add(int thread, NumberRange item, const FinishedItem& finished) {
    Done& done = *done_[static_cast<std::size_t>(thread)];
    const std::scoped_lock lock{done.mutex};
    logs_.losses->add(finished.losses);
    if (logs_.rows) {
        logs_.rows->add(finished.rows);
    }
    done.tally.merge(finished.tally);
    done.totals.merge(totals_of(finished.tally));
    {
        const std::scoped_lock set_lock{scenarios_mutex_};
        scenarios_.add(item);
    }
    scenarios_done_ += item.size();
}

ShareState Share::state() {
    ShareState state = taken_over_;
    // All at once: the losses and rows on the disk are then those of exactly the scenarios that are counted.
    std::vector<std::unique_lock<std::mutex>> locks;
    for (const auto& done : done_) {
        locks.emplace_back(done->mutex);
    }
    state.losses.push_back(logs_.losses->write_out());
    if (logs_.rows) {
        state.rows.push_back(logs_.rows->write_out());
    }
    {
        const std::scoped_lock set_lock{scenarios_mutex_};
        state.scenarios.add_all(scenarios_);
    }
    for (const auto& done : done_) {
        state.tally.merge(done->tally);
    }
    // The disk is slow, and nobody has to wait for it.
    locks.clear();
    logs_.losses->sync();
    if (logs_.rows) {
        logs_.rows->sync();
    }
    return state;
}

ProgressTotals Share::totals() const {
    ProgressTotals all = totals_of(taken_over_.tally);
    for (const auto& done : done_) {
        const std::scoped_lock lock{done->mutex};
        all.merge(done->totals);
    }
    return all;
}

}  // namespace hadome
