#pragma once

#include <optional>
#include <string_view>

namespace hadome {

/// Seconds of a wall time as people and batch systems write it: "90", "500 ms", "90s", "10m", "10 min", "1.5 h", "1d",
/// "1w", "55:00", "3:55:00", "2-12:00:00" (days). Nothing for anything else.
std::optional<double> wall_seconds(std::string_view text);

}  // namespace hadome
