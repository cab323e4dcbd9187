#include "model/shares.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "core/check.hpp"

namespace hadome {

std::vector<Fixed> shares_of(std::span<const double> weights) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    HADOME_EXPECT(total > 0.0 && std::isfinite(total));

    std::vector<std::int64_t> units(weights.size());
    std::vector<double> remainders(weights.size());
    std::int64_t left = Fixed::one_raw;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        HADOME_EXPECT(weights[i] >= 0.0);
        const double exact = std::ldexp(weights[i] / total, Fixed::fraction_bits);
        const double whole = std::floor(exact);
        units[i] = static_cast<std::int64_t>(whole);
        remainders[i] = exact - whole;
        left -= units[i];
    }

    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    // Rounding of the quotients can leave a few units too many or too few, never more than one an entry.
    HADOME_ENSURE(std::abs(left) <= static_cast<std::int64_t>(weights.size()));
    for (std::size_t i = 0; left > 0; ++i, --left) {
        ++units[order[i]];
    }
    for (std::size_t i = order.size(); left < 0; --i) {
        if (units[order[i - 1]] > 0) {
            --units[order[i - 1]];
            ++left;
        }
    }

    std::vector<Fixed> shares;
    shares.reserve(units.size());
    std::transform(units.begin(), units.end(), std::back_inserter(shares), Fixed::from_raw);
    return shares;
}

double order_free_sum(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace hadome
