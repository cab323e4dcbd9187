#include "stats/selection.hpp"

#include <algorithm>
#include <numeric>

#include "core/check.hpp"

namespace hadome {

Selection::Selection(std::vector<std::int64_t> ranks) : ranks_{std::move(ranks)} {
    std::sort(ranks_.begin(), ranks_.end());
    ranks_.erase(std::unique(ranks_.begin(), ranks_.end()), ranks_.end());
    HADOME_EXPECT(ranks_.empty() || ranks_.front() >= 1);
    if (!ranks_.empty()) {
        cells_.push_back({});
        counts_.resize(parts);
    }
}

void Selection::count(std::int64_t number) {
    const std::uint64_t leading = static_cast<std::uint64_t>(number) >> shift_;
    const std::uint64_t prefix = leading >> bits;
    const auto cell = std::lower_bound(cells_.begin(), cells_.end(), prefix,
                                       [](const Cell& one, std::uint64_t wanted) { return one.prefix < wanted; });
    if (cell != cells_.end() && cell->prefix == prefix) {
        ++counts_[static_cast<std::size_t>(cell - cells_.begin()) * parts + leading % parts];
    }
}

void Selection::narrow() {
    HADOME_EXPECT(shift_ >= 0);
    std::vector<Cell> finer;
    auto rank = ranks_.begin();
    for (std::size_t c = 0; c < cells_.size(); ++c) {
        std::int64_t below = cells_[c].below;
        for (std::size_t part = 0; part < parts; ++part) {
            const std::int64_t up_to = below + counts_[c * parts + part];
            const auto next = std::upper_bound(rank, ranks_.end(), up_to);
            if (next != rank) {
                finer.push_back({cells_[c].prefix * parts + part, below});
                rank = next;
            }
            below = up_to;
        }
    }
    HADOME_EXPECT(rank == ranks_.end());
    cells_ = std::move(finer);
    counts_.assign(cells_.size() * parts, 0);
    shift_ -= bits;
}

OrderStatistics Selection::found() const {
    HADOME_EXPECT(shift_ < 0);
    OrderStatistics chosen;
    for (auto cell = cells_.begin(); const std::int64_t rank : ranks_) {
        while (std::next(cell) != cells_.end() && std::next(cell)->below < rank) {
            ++cell;
        }
        chosen.put(rank, static_cast<std::int64_t>(cell->prefix));
    }
    return chosen;
}

}  // namespace hadome
