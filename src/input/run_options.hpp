#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace hadome {

enum class ScenarioTable { all, none };
enum class Candidates { none, functions };

/// What a run file asks for, beside its model.
struct RunOptions {
    std::string title;
    std::int64_t scenarios = 0;
    std::uint64_t seed = 0;
    Tick horizon = 0;                 ///< length of the simulated year
    Tick run_off = 0;                 ///< longest time simulated after the horizon
    std::vector<double> tail_levels;  ///< of VaR and TVaR, rising
    Candidates candidates = Candidates::functions;
    double ranking_tail_level = 0.99;
    ScenarioTable scenario_table = ScenarioTable::all;
    bool embed_input = true;
};

}  // namespace hadome
