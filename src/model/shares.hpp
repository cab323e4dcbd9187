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

}  // namespace hadome
