#include "story/supply_history.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace hadome {

SupplyHistory::SupplyHistory(const std::vector<Step>& steps) {
    for (const Step& step : steps) {
        const Fixed before = periods_.empty() ? Fixed::zero() : periods_.back().lacking;
        HADOME_EXPECT(periods_.empty() || step.time > periods_.back().begin);
        if (step.lacking != before) {
            periods_.push_back({step.time, step.lacking, before > Fixed::zero() ? periods_.back().since : step.time});
        }
    }
    least_.resize(2 * periods_.size());
    for (std::size_t k = 0; k < periods_.size(); ++k) {
        least_[periods_.size() + k] = periods_[k].lacking;
    }
    for (std::size_t k = periods_.size(); k-- > 1;) {
        least_[k] = std::min(least_[2 * k], least_[2 * k + 1]);
    }
}

/// Of the period that `time` lies in; -1 before the first.
std::ptrdiff_t SupplyHistory::place(Tick time) const {
    const auto after = std::upper_bound(periods_.begin(), periods_.end(), time,
                                        [](Tick t, const Period& period) { return t < period.begin; });
    return after - periods_.begin() - 1;
}

Fixed SupplyHistory::at(Tick time) const {
    const std::ptrdiff_t found = place(time);
    return found < 0 ? Fixed::zero() : periods_[static_cast<std::size_t>(found)].lacking;
}

Fixed SupplyHistory::least(Tick from, Tick until) const {
    const std::ptrdiff_t first = place(from);
    if (first < 0) {
        return Fixed::zero();
    }
    Fixed least = Fixed::one();
    std::size_t low = periods_.size() + static_cast<std::size_t>(first);
    std::size_t high = periods_.size() + static_cast<std::size_t>(place(until)) + 1;
    for (; low < high; low /= 2, high /= 2) {
        if (low % 2 == 1) {
            least = std::min(least, least_[low++]);
        }
        if (high % 2 == 1) {
            least = std::min(least, least_[--high]);
        }
    }
    return least;
}

Tick SupplyHistory::lacking_since(Tick time) const {
    const std::ptrdiff_t found = place(time);
    const bool whole = found < 0 || periods_[static_cast<std::size_t>(found)].lacking == Fixed::zero();
    return whole ? time : periods_[static_cast<std::size_t>(found)].since;
}

}  // namespace hadome
