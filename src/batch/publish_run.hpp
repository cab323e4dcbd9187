#pragma once

#include <filesystem>

#include "batch/run_log.hpp"
#include "input/load.hpp"
#include "parallel/communicator.hpp"
#include "results/checkpoint.hpp"
#include "results/provenance.hpp"

namespace hadome {

/// Collective: from the states of all ranks, which together are the whole run, to DIR/results.h5.
/// \param logs_directory where files of losses and rows without a full path lie
void publish_run(const std::filesystem::path& directory, const LoadedInput& input, const ShareState& state,
                 const std::filesystem::path& logs_directory, Provenance& provenance, RunLog& log,
                 Communicator& communicator);

}  // namespace hadome
