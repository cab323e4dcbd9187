#pragma once

#include <cstdint>

namespace hadome {

/// Quantile of a gamma variate of mean 1. \param cv its coefficient of variation, above 0 \param word of 64 random bits
double unit_mean_gamma(double cv, std::uint64_t word);

}  // namespace hadome
