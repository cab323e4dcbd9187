#pragma once

#include "batch/plan.hpp"
#include "batch/progress.hpp"
#include "input/load.hpp"
#include "loss/tally.hpp"
#include "parallel/communicator.hpp"
#include "results/scenario_table.hpp"

namespace hadome {

/// What one rank's share of a run came to.
struct ShareFindings {
    Tally tally;
    ScenarioRows rows;  ///< empty unless the input asks for the scenario table
};

/// Simulates this rank's work items on `threads` threads. Called by the main thread, which is the only one to send and
/// receive progress.
/// \throws the first exception of any thread; the others stop at the end of their item
ShareFindings simulate_share(const LoadedInput& input, const Communicator& communicator, int threads,
                             Progress& progress);

/// Collective: adds up the tallies of all ranks. Complete on the root only.
Tally merge_tallies(const Tally& share, Communicator& communicator);

}  // namespace hadome
