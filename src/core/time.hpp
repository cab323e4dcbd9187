#pragma once

#include <cmath>
#include <cstdint>

namespace hadome {

/// Simulated time and durations are whole ticks of 1 ms, so equal times are one instant and no run drifts.
using Tick = std::int64_t;

inline constexpr Tick ticks_per_hour = 3'600'000;
inline constexpr double hours_per_year = 8760.0;
inline constexpr Tick ticks_per_year = 8760 * ticks_per_hour;
/// Later than any event: about 1.1 million years, and far enough from overflow to be added to.
inline constexpr Tick never = Tick{1} << 55;

/// Nearest tick; anything beyond `never` is `never`. \param hours duration [h], not negative
inline Tick ticks_from_hours(double hours) {
    const double ticks = hours * static_cast<double>(ticks_per_hour);
    return ticks >= static_cast<double>(never) ? never : std::llround(ticks);
}

inline double hours_from_ticks(Tick ticks) {
    return static_cast<double>(ticks) / static_cast<double>(ticks_per_hour);
}

}  // namespace hadome
