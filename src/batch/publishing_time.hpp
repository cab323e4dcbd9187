#pragma once

#include "batch/worker.hpp"
#include "input/load.hpp"

namespace hadome {

/// What publishing the results of a whole run will hardly exceed [s], from the losses to be looked at and the rows to
/// be read, written and digested; states of ranks come on top, and what they take is known from checkpoints.
inline double publishing_time(const LoadedInput& input) {
    constexpr double always = 2.0;             // [s]
    constexpr double look = 2e-6;              // [s] at one scenario, all looks together
    constexpr double candidate_look = 0.2e-6;  // [s] at one candidate in it
    constexpr double rate = 20e6;              // [B/s]; 58 MB of rows were published in less than 2 s
    constexpr double columns = 12.0;           // besides those by sector
    constexpr double figure = sizeof(double);  // [B]
    const auto scenarios = static_cast<double>(input.options.scenarios);
    const double looks = look + candidate_look * static_cast<double>(tally_shape(input).candidates);
    const double row = figure * (columns + static_cast<double>(input.model.sectors.size()));
    return always + scenarios * (looks + (input.options.scenario_table == ScenarioTable::none ? 0.0 : row / rate));
}

}  // namespace hadome
