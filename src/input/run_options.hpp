#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "model/terms.hpp"

namespace hadome {

/// Of which scenarios results keep a row: of all, of those in a tail of the loss (and those given up), or of none.
enum class ScenarioTable { all, tail, none };
/// What is ranked: functions, as if they were never hit themselves; the measures of the model; or all of these.
enum class Candidates { none, functions, measures, both };
/// How the loss is attributed to the classes of threats beyond root causes: not, or by the game of their sets.
enum class Attribution { none, shapley };
/// What is simulated after the horizon: no new threats, until all is nominal again (at most `run_off`), or nothing.
enum class Tail { run_off, censor };

/// What a run file asks for, beside its model.
struct RunOptions {
    std::string title;
    std::int64_t scenarios = 0;
    std::uint64_t seed = 0;
    Tick horizon = 0;  ///< length of the simulated year
    Tail tail = Tail::run_off;
    Tick run_off = 0;  ///< longest time simulated after the horizon
    Tick starts = 0;   ///< where in the week time 0 falls [since Monday 00:00]
    std::array<bool, threat_class_count> drawn{true, true, true};  ///< classes of threats that are drawn at random
    std::vector<Tick> observe_times;                               ///< rising; states at these times are kept
    std::int64_t work_limit = 0;      ///< steps (WorkBudget) after which a scenario is given up
    std::vector<double> tail_levels;  ///< of VaR and TVaR, rising
    Candidates candidates = Candidates::functions;
    double ranking_tail_level = 0.99;
    std::int32_t ranking_top = 10;  ///< places of which the chances are told
    double discount_rate = 0.04;    ///< of the capital that measures take [1/yr]
    Attribution attribution = Attribution::none;
    ScenarioTable scenario_table = ScenarioTable::all;
    bool embed_input = true;

    bool ranks_functions() const { return candidates == Candidates::functions || candidates == Candidates::both; }
    bool ranks_measures() const { return candidates == Candidates::measures || candidates == Candidates::both; }
    /// Simulated time at which a scenario is cut off.
    Tick cap() const { return tail == Tail::censor ? horizon : horizon + run_off; }
};

}  // namespace hadome
