#pragma once

#include "batch/plan.hpp"
#include "cascade/simulator.hpp"
#include "counterfactual/resimulate.hpp"
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

/// One thread's own set of everything that simulating needs; nothing is shared but the immutable input.
class Worker {
public:
    /// \param input outlives the worker
    Worker(const LoadedInput& input, const TallyShape& shape);
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Simulates the scenarios of an item into the tally. \return their rows
    ScenarioBlock run(const WorkItem& item);
    /// Of all items run so far.
    const Tally& tally() const { return tally_; }

private:
    /// Simulates the scenario drawn last and adds it to the tally.
    /// \return why it was given up, with nothing added, if it or one of its counterfactuals asked for too much
    GiveUp simulate(std::int64_t number, ScenarioBlock& rows);

    const Model& model_;
    ScenarioSampler sampler_;
    Simulator simulator_;
    LossAccount account_;
    PeopleUnion people_;
    Observer observer_;
    Resimulation resimulation_;
    Scenario scenario_;
    Journal journal_;
    Tally tally_;
};

}  // namespace hadome
