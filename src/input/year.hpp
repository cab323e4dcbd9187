#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hadome {

/// Days of a year of 365 days, from 0.
inline constexpr int days_per_year = 365;

/// "04-01": the month and the day.
std::optional<int> parse_date(std::string_view text);
std::string format_date(int day);

/// The days of "04-01", "apr", of a range of either, "12-28..01-03" (past the end of the year too), or of "month-end",
/// the last day of every month.
std::optional<std::vector<int>> parse_dates(std::string_view text);

}  // namespace hadome
