#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

#include "core/check.hpp"

namespace hadome {

/// Exact accumulator for products and sums of fixed-point values.
using Wide = __int128;

/// A fraction in [0, 1] held as a whole multiple of 2^-36.
///
/// State is integer so that sums over suppliers are exact, may be kept up to date incrementally and never
/// depend on the order of evaluation. 2^-36 = 1.5e-11 leaves two digits below the 1e-9 asked of
/// deterministic cases, and a product of two fractions fits in `Wide` with room for 2^55 terms.
class Fixed {
public:
    static constexpr int fraction_bits = 36;
    static constexpr std::int64_t one_raw = std::int64_t{1} << fraction_bits;

    constexpr Fixed() = default;
    static constexpr Fixed from_raw(std::int64_t raw) { return Fixed{raw}; }
    static constexpr Fixed zero() { return Fixed{0}; }
    static constexpr Fixed one() { return Fixed{one_raw}; }
    /// Nearest multiple of 2^-36. \pre value in [0, 1]
    static Fixed from_double(double value) {
        HADOME_EXPECT(value >= 0.0 && value <= 1.0);
        return Fixed{std::llround(std::ldexp(value, fraction_bits))};
    }

    constexpr std::int64_t raw() const { return raw_; }
    double to_double() const { return std::ldexp(static_cast<double>(raw_), -fraction_bits); }
    constexpr Fixed complement() const { return Fixed{one_raw - raw_}; }
    /// Rounded down to a multiple of 2^drop_bits units: how announced inoperability meets its quantum.
    constexpr Fixed floored(int drop_bits) const { return Fixed{(raw_ >> drop_bits) << drop_bits}; }

    friend constexpr auto operator<=>(Fixed, Fixed) = default;

private:
    explicit constexpr Fixed(std::int64_t raw) : raw_{raw} {}
    std::int64_t raw_ = 0;
};

/// Product rounded down. Rounding down everywhere (never to nearest) is what makes the return to nominal
/// exact: a damped cycle of floors has 0 as its only fixed point.
constexpr Fixed times(Fixed a, Fixed b) {
    return Fixed::from_raw(static_cast<std::int64_t>((static_cast<Wide>(a.raw()) * b.raw()) >> Fixed::fraction_bits));
}

/// Product rounded up: of operabilities, so that inoperability is rounded down.
constexpr Fixed times_up(Fixed a, Fixed b) {
    constexpr Wide rest = Fixed::one_raw - 1;
    return Fixed::from_raw(
        static_cast<std::int64_t>((static_cast<Wide>(a.raw()) * b.raw() + rest) >> Fixed::fraction_bits));
}

}  // namespace hadome
