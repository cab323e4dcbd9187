#pragma once

#include <span>
#include <vector>

#include "core/fixed.hpp"

namespace hadome {

/// Shares in proportion to weights, whole multiples of 2^-36 that sum to Fixed::one() exactly: the method of the
/// largest remainder (Hamilton). Equal remainders go to the earlier entry, so a caller sorts by name.
///
/// \pre no weight is negative and some weight is positive
std::vector<Fixed> shares_of(std::span<const double> weights);

/// Sum of figures in the order of their size: rows of a table may be moved without changing a bit.
double order_free_sum(std::vector<double> values);

}  // namespace hadome
