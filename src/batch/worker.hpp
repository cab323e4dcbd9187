#pragma once

#include <atomic>
#include <memory>

#include "batch/plan.hpp"
#include "cascade/simulator.hpp"
#include "counterfactual/measure_trials.hpp"
#include "counterfactual/resimulate.hpp"
#include "counterfactual/threat_game.hpp"
#include "input/load.hpp"
#include "loss/account.hpp"
#include "loss/observation.hpp"
#include "loss/people_union.hpp"
#include "loss/tally.hpp"
#include "results/scenario_table.hpp"
#include "threats/sampler.hpp"

namespace hadome {

/// The sizes of this run's tallies, the same on every thread and rank.
TallyShape tally_shape(const LoadedInput& input);

/// What simulating one item came to.
struct FinishedItem {
    Tally tally;
    LossBlock losses;
    ScenarioBlock rows;  ///< of the scenario table
};

/// One thread's own set of everything that simulating needs; nothing is shared but the immutable input.
class Worker {
public:
    /// \param input outlives the worker; \param cancelled becomes true when nothing more is wanted
    Worker(const LoadedInput& input, const TallyShape& shape, const std::atomic<bool>& cancelled);
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Simulates the scenarios of an item. The findings stay good until the next call; nothing once cancelled.
    const FinishedItem* run(NumberRange item);

private:
    /// Simulates the scenario drawn last and adds it to the tally.
    /// \return why it was given up, with nothing added, if it or one of its counterfactuals asked for too much
    GiveUp simulate(std::int64_t number);
    /// Values the candidates in the scenario at hand.
    GiveUp value_candidates(std::int64_t number, const ScenarioLoss& loss);
    /// \param loss of the scenario with all classes of threats
    GiveUp play(std::int64_t number, Jpy loss);

    const Model& model_;
    ScenarioSampler sampler_;
    ScenarioSampler::Storage storage_;
    Simulator simulator_;
    LossAccount account_;
    PeopleUnion people_;
    Observer observer_;
    Resimulation resimulation_;
    std::vector<std::unique_ptr<ScenarioSampler>> variant_samplers_;  ///< by variant; none where nothing else is drawn
    MeasureTrials trials_;
    bool ranks_functions_;
    std::vector<CandidateDelta> valued_;  ///< functions, then measures
    ThreatGamePlayer player_;
    Scenario scenario_;
    Journal journal_;
    TallyShape shape_;
    FinishedItem finished_;
};

}  // namespace hadome
