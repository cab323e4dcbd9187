#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "batch/progress_screen.hpp"
#include "parallel/communicator.hpp"

namespace hadome {

/// Collective: joins the shards of one run, each in its directory, into the results that the whole run would have
/// written, byte for byte.
/// \param directories in any order; \param out is made
/// \throws AgreedError on every rank, naming every shard that is missing, double, foreign or unfinished
void merge_batch(const std::vector<std::filesystem::path>& directories, const std::filesystem::path& out,
                 ProgressMode progress, const std::vector<std::string>& command_line, Communicator& communicator);

}  // namespace hadome
