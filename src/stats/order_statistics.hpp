#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/check.hpp"

namespace hadome {

/// Chosen order statistics of a sample, by their rank counted from the smallest (1).
class OrderStatistics {
public:
    /// \pre ranks come rising
    void put(std::int64_t rank, std::int64_t value) {
        HADOME_EXPECT(chosen_.empty() || (chosen_.back().first < rank && chosen_.back().second <= value));
        chosen_.emplace_back(rank, value);
    }
    /// \pre this rank was put
    std::int64_t at(std::int64_t rank) const {
        const auto found = std::lower_bound(chosen_.begin(), chosen_.end(), rank,
                                            [](const auto& one, std::int64_t wanted) { return one.first < wanted; });
        HADOME_EXPECT(found != chosen_.end() && found->first == rank);
        return found->second;
    }

private:
    std::vector<std::pair<std::int64_t, std::int64_t>> chosen_;  ///< rank, value
};

}  // namespace hadome
