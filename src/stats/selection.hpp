#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/order_statistics.hpp"

namespace hadome {

/// Finds order statistics of a sample of non-negative numbers that is not kept: the sample is counted several times,
/// each time only in the cells that hold a wanted rank and in finer ones, until a cell is a single number (Munro &
/// Paterson 1980, "Selection and sorting with limited storage"). Parts of a sample may be counted in different places
/// and their counts added. Memory: 4 KiB for each wanted rank.
class Selection {
public:
    /// How often the sample is to be counted.
    static constexpr int passes = 7;

    /// \param ranks from 1 for the smallest, in any order, also repeated
    explicit Selection(std::vector<std::int64_t> ranks);
    Selection() = default;  ///< of no ranks

    /// One number of the sample, in the present pass. \pre not negative
    void count(std::int64_t number);
    /// Counts of the present pass, to be added over the parts of the sample.
    std::span<std::int64_t> counts() { return counts_; }
    /// Ends a pass, with the counts of the whole sample. \pre no rank is larger than the sample
    void narrow();
    /// After all passes.
    OrderStatistics found() const;

private:
    static constexpr int bits = 9;  ///< of a number that one pass decides: 7 passes for 63 bits
    static constexpr std::size_t parts = std::size_t{1} << bits;

    /// Numbers with the same leading bits.
    struct Cell {
        std::uint64_t prefix = 0;
        std::int64_t below = 0;  ///< numbers of the sample smaller than any in the cell
    };

    std::vector<std::int64_t> ranks_;   ///< rising
    std::vector<Cell> cells_;           ///< rising; those that hold a wanted rank
    std::vector<std::int64_t> counts_;  ///< [cell][part]
    int shift_ = bits * (passes - 1);   ///< of the present pass
};

}  // namespace hadome
