#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "batch/leader.hpp"
#include "batch/progress.hpp"
#include "batch/shard.hpp"
#include "input/load.hpp"
#include "parallel/communicator.hpp"
#include "parallel/exit_code.hpp"

namespace hadome {

/// How a run is carried out, whatever it is of.
struct RunManner {
    int threads = 0;  ///< of each rank; 0 = as OpenMP finds the machine
    ProgressMode progress = ProgressMode::automatic;
    Precautions precautions;  ///< `stop_after` counts from `started`
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
    std::vector<std::string> command_line;
};

/// What a user asked for on the command line.
struct RunRequest {
    std::string run_file;
    std::filesystem::path directory;
    Overrides overrides;
    Shard shard;
    RunManner manner;
};

/// Collective: the life of a run, from the run file to DIR/results.h5. Nothing is made in DIR before the input is known
/// to be good; the results get their name last.
/// \return `stopped` when a checkpoint stands instead of results
/// \throws AgreedError on every rank for whatever a user or the system can get wrong before and after simulating
ExitCode run_batch(const RunRequest& request, Communicator& communicator);

struct ResumeRequest {
    std::filesystem::path directory;
    std::optional<std::int64_t> scenarios;  ///< in all, to extend the run; as many as it was of otherwise
    RunManner manner;
};

/// Collective: goes on with the run in DIR from its newest good checkpoint, on any number of ranks and threads. A
/// finished run is left as it is, unless it is to be extended: the results are then those of one run of as many
/// scenarios, and replace the old ones when they are whole.
ExitCode resume_batch(const ResumeRequest& request, Communicator& communicator);

}  // namespace hadome
