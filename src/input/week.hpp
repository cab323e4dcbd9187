#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace hadome {

inline constexpr Tick ticks_per_day = 24 * ticks_per_hour;

/// "mon" to "sun".
const std::vector<std::string>& day_names();

/// "08:30", to "24:00", since midnight.
std::optional<Tick> parse_time_of_day(std::string_view text);
std::string format_time_of_day(Tick time);

/// "mon 08:30", since Monday 00:00; before the week ends.
std::optional<Tick> parse_week_time(std::string_view text);
std::string format_week_time(Tick time);

/// "sat" or "mon-fri": first and last day by position.
struct DayRange {
    int first = 0;
    int last = 0;
};
std::optional<DayRange> parse_days(std::string_view text);

}  // namespace hadome
