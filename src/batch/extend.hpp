#pragma once

#include <cstdint>
#include <filesystem>

#include "batch/run_log.hpp"

namespace hadome {

/// The root: whether the results in DIR are those of all scenarios that were asked for. \throws IoError
bool is_finished(const std::filesystem::path& directory);

/// The root: notes in DIR, finished or not, that more scenarios are wanted. Nothing when it has as many already.
/// \throws InputError when there are fewer, or the state is not there any more, or it is a shard; IoError
void extend(const std::filesystem::path& directory, std::int64_t scenarios, RunLog& log);

}  // namespace hadome
