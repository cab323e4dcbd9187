#pragma once

#include "batch/leader.hpp"
#include "batch/share.hpp"
#include "input/load.hpp"

namespace hadome {

/// Collective: simulates the scenarios of the pile on `threads` threads of every rank, beside the calling thread, which
/// conducts and is the only one to speak with other ranks.
/// \throws the first exception of any thread; the others leave their items
Outcome simulate(const LoadedInput& input, const TallyShape& shape, const Manifest& manifest, NumberSet pile,
                 const Precautions& precautions, int threads, const CheckpointDirectory& checkpoints, Share& share,
                 Progress& progress, RunLog& log, Communicator& communicator);

/// Collective: adds up the tallies of all ranks. Complete on the root only.
Tally merge_tallies(const Tally& share, Communicator& communicator);

}  // namespace hadome
