#pragma once

#include <algorithm>
#include <cstdint>

#include "batch/plan.hpp"
#include "core/number_set.hpp"

namespace hadome {

/// The root's pile of scenarios: whoever asks is dealt the next ones. Their costs differ by orders of magnitude, so
/// nothing is dealt in advance but what keeps a rank busy while its next request travels; hands become smaller as the
/// pile does, and the last items go singly.
class Dealer {
public:
    /// \param threads of all ranks together
    Dealer(NumberSet pile, std::int64_t threads)
        : pile_{std::move(pile)},
          threads_{threads},
          most_a_thread_{std::max(most_a_thread, pile_.size() / (item_size * hands_a_thread * threads))} {}

    /// Scenarios for a rank of so many threads, whole items of them; empty when there are none left.
    NumberRange deal(std::int64_t threads) {
        if (pile_.empty()) {
            return {};
        }
        const std::int64_t items = pile_.size() / item_size * threads / (shares_kept_back * threads_);
        const std::int64_t wanted = item_size * std::clamp<std::int64_t>(items, 1, most_a_thread_ * threads);
        const std::int64_t to_boundary = item_size - pile_.front() % item_size;
        return pile_.take(wanted - item_size + to_boundary);
    }

private:
    /// A hand is at most this part of what would be a rank's even share of the rest.
    static constexpr std::int64_t shares_kept_back = 4;
    static constexpr std::int64_t most_a_thread = 64;  ///< items
    /// ... unless there are very many: what a rank has finished is a set of its hands, whose size must not grow with
    /// the number of scenarios.
    static constexpr std::int64_t hands_a_thread = 4096;

    NumberSet pile_;
    std::int64_t threads_;
    std::int64_t most_a_thread_;  ///< items
};

}  // namespace hadome
