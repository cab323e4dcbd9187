#pragma once

#include <cstdint>

#include "core/bytes.hpp"
#include "core/fixed.hpp"

namespace hadome {

/// Sum and sum of squares of whole numbers, exact in 128 bits: merging in any order gives the same bits.
///
/// Zeros need not be added one by one: `n` is whatever number of observations the caller says there were.
class ExactMoments {
public:
    /// One observation. \throws InternalError if a 128-bit sum would overflow (squares: |value| up to 2^53 for 2^20
    /// observations)
    void add(std::int64_t value);
    void merge(const ExactMoments& other);

    Wide sum() const { return sum_; }
    Wide sum_squares() const { return sum_squares_; }

    /// Estimates for a sample of n, of which those not added were 0. \pre n >= 1 (mean), n >= 2 (the others)
    double mean(std::int64_t n) const;
    double variance(std::int64_t n) const;  ///< unbiased, computed from exact integers
    double standard_error(std::int64_t n) const;

    friend bool operator==(const ExactMoments&, const ExactMoments&) = default;

private:
    Wide sum_ = 0;
    Wide sum_squares_ = 0;
};

}  // namespace hadome
