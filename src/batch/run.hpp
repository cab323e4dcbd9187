#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "batch/progress.hpp"
#include "input/load.hpp"
#include "parallel/communicator.hpp"

namespace hadome {

/// What a user asked for on the command line.
struct RunRequest {
    std::string run_file;
    std::filesystem::path directory;
    Overrides overrides;
    int threads = 0;  ///< of each rank; 0 = as OpenMP finds the machine
    ProgressMode progress = ProgressMode::automatic;
    std::vector<std::string> command_line;
};

/// Collective: the life of a run, from the run file to DIR/results.h5. Nothing is made in DIR before the input is known
/// to be good; the results get their name last.
/// \throws AgreedError on every rank for whatever a user or the system can get wrong before and after simulating
void run_batch(const RunRequest& request, Communicator& communicator);

}  // namespace hadome
