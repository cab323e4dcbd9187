#pragma once

#include "input/schema.hpp"

namespace hadome {

/// Tables of disasters and of what they break.
TableSchema ground_motion_schema();
TableSchema aftershocks_schema();
TableSchema earthquake_schema();
TableSchema tsunami_schema();
TableSchema storm_schema();
TableSchema flood_schema();
TableSchema event_set_schema();
TableSchema footprint_schema();
TableSchema fragility_schema();

/// What an intensity may be at most, in the unit of its measure.
inline constexpr double most_pga = 10.0;
inline constexpr double most_pgv = 1000.0;
inline constexpr double most_depth = 100.0;
inline constexpr double most_wind = 200.0;
/// By position of the measure.
double most_intensity(std::size_t measure);

}  // namespace hadome
