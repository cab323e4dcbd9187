#pragma once

#include <algorithm>
#include <cstdint>

#include "core/check.hpp"

namespace hadome {

/// Work items dealt like cards: item i belongs to rank i mod size. Costs vary from scenario to scenario about as much
/// as their mean, so many small items dealt in turn balance better than one long run of them for each rank.
class WorkDeal {
public:
    WorkDeal(std::int64_t items, int rank, int size) : items_{items}, rank_{rank}, size_{size} {
        HADOME_EXPECT(items >= 0 && size >= 1 && rank >= 0 && rank < size);
    }

    /// How many items this rank has; may be none.
    std::int64_t count() const { return (items_ - rank_ + size_ - 1) / size_; }
    /// This rank's k-th item. \pre 0 <= k < count()
    std::int64_t item(std::int64_t k) const {
        HADOME_EXPECT(k >= 0 && k < count());
        return rank_ + k * size_;
    }

private:
    std::int64_t items_;
    std::int64_t rank_;
    std::int64_t size_;
};

}  // namespace hadome
