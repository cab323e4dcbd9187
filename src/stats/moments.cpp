#include "stats/moments.hpp"

#include <cmath>

#include "core/check.hpp"

namespace hadome {
namespace {

Wide checked_add(Wide a, Wide b) {
    Wide sum = 0;
    const bool overflow = __builtin_add_overflow(a, b, &sum);
    HADOME_ENSURE(!overflow);
    return sum;
}

}  // namespace

void ExactMoments::add(std::int64_t value) {
    sum_ = checked_add(sum_, value);
    sum_squares_ = checked_add(sum_squares_, static_cast<Wide>(value) * value);
}

void ExactMoments::merge(const ExactMoments& other) {
    sum_ = checked_add(sum_, other.sum_);
    sum_squares_ = checked_add(sum_squares_, other.sum_squares_);
}

double ExactMoments::mean(std::int64_t n) const {
    HADOME_EXPECT(n >= 1);
    return static_cast<double>(sum_) / static_cast<double>(n);
}

double ExactMoments::variance(std::int64_t n) const {
    HADOME_EXPECT(n >= 2);
    // Shift by the whole part m of the mean: sum = n m + r, so sum (x - m)^2 = sum x^2 - m (n m + 2 r) is exact and
    // small, and what is left of the mean is r / n.
    const Wide m = sum_ / n;
    const Wide r = sum_ - m * n;
    const auto shifted = static_cast<double>(sum_squares_ - m * (m * n + 2 * r));
    const auto rest = static_cast<double>(r);
    const auto count = static_cast<double>(n);
    return (shifted - rest * rest / count) / (count - 1.0);
}

double ExactMoments::standard_error(std::int64_t n) const {
    return std::sqrt(variance(n) / static_cast<double>(n));
}

}  // namespace hadome
