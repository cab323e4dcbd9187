#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "input/load.hpp"
#include "loss/tally.hpp"
#include "parallel/communicator.hpp"
#include "results/checkpoint.hpp"

namespace hadome {

/// What a session begins with.
struct Beginning {
    Manifest manifest;      ///< of the checkpoint before; of a new run: without parts
    ShareState taken_over;  ///< by this rank
    NumberSet pile;         ///< scenarios that are missing; the root's
};

/// Text of the checkpoints of one run directory, as the root has read it.
struct StoppedRun {
    std::filesystem::path directory;
    std::string resolved;                     ///< input
    std::vector<Manifest> manifests;          ///< newest first
    std::vector<std::string> problems;        ///< of manifests that cannot be read
    std::optional<std::int64_t> extended_to;  ///< scenarios that were asked for last, where the input may name fewer
};

/// Collective: the root reads it, all ranks get it. \param read returns it, on the root
/// \throws AgreedError when there is nothing to read
StoppedRun share_stopped_run(Communicator& communicator, const std::function<StoppedRun()>& read);

/// \throws IoError when there is no checkpoint to read
StoppedRun read_stopped_run(const std::filesystem::path& directory);

/// The input of a stopped run, parsed anew and held against its checkpoints.
/// \throws InputError when another version began it; IoError when it is damaged
LoadedInput input_of(const StoppedRun& run);

/// Collective: the newest generation all of whose files are good and of this run, each read by one rank.
/// \param warnings what was found of no use, on the root; \param first_rank reads the first part, the next one the
/// second: many runs of a part each are read by all ranks \throws AgreedError when no generation is whole
Beginning take_over(const StoppedRun& run, const LoadedInput& input, std::vector<std::string>& warnings,
                    Communicator& communicator, int first_rank = Communicator::root);

}  // namespace hadome
