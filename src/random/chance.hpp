#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace hadome {

/// Stands for certainty, which no number of words below 2^64 can say.
inline constexpr std::uint64_t certain_word = std::numeric_limits<std::uint64_t>::max();

/// The number of 64-bit words that lie below `probability`: a random word is less than it with that probability,
/// rounded down to a multiple of 2^-64 (certainty: 1 - 2^-64). A chance of 0 needs no draw at all.
inline std::uint64_t chance_word(double probability) {
    const double words = std::ldexp(probability, 64);
    constexpr double limit = 0x1p64;
    return words >= limit ? certain_word : static_cast<std::uint64_t>(words);
}

/// The same word as a uniform variate in [0, 1].
inline double uniform_of_word(std::uint64_t word) {
    return std::ldexp(static_cast<double>(word), -64);
}

}  // namespace hadome
