#pragma once

#include <cmath>

namespace hadome {

/// Sum of floating-point numbers with the rounding of each step carried along (Neumaier 1974): for sums of what is no
/// whole number. In another order it may differ in the last bits.
class CompensatedSum {
public:
    void add(double value) {
        const double sum = sum_ + value;
        rest_ += std::fabs(sum_) >= std::fabs(value) ? (sum_ - sum) + value : (value - sum) + sum_;
        sum_ = sum;
    }
    double value() const { return sum_ + rest_; }

private:
    double sum_ = 0.0;
    double rest_ = 0.0;
};

}  // namespace hadome
