#pragma once

#include "input/load.hpp"

namespace hadome {

/// What publishing the results of a whole run will hardly exceed [s], from the rows to be read, written and digested;
/// states of ranks come on top, and what they take is known from checkpoints.
inline double publishing_time(const LoadedInput& input) {
    constexpr double always = 2.0;             // [s]
    constexpr double rate = 20e6;              // [B/s]; 58 MB of rows were published in less than 2 s
    constexpr double columns = 12.0;           // besides those by sector
    constexpr double figure = sizeof(double);  // [B]
    if (input.options.scenario_table != ScenarioTable::all) {
        return always;
    }
    const double row = figure * (columns + static_cast<double>(input.model.sectors.size()));
    return always + static_cast<double>(input.options.scenarios) * row / rate;
}

}  // namespace hadome
