#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace hadome {

/// The root: whether the results in DIR are those of all scenarios that were asked for. \throws IoError
bool is_finished(const std::filesystem::path& directory);

/// The root: the number of scenarios that the run in DIR, finished or not, is to have from now on; nothing when it has
/// as many already. To be noted (CheckpointDirectory::extend_to) when its state has been taken over. \throws InputError
/// when they are too few, or the state is not there any more, or it is a shard; IoError
std::optional<std::int64_t> extension(const std::filesystem::path& directory, std::int64_t scenarios);

}  // namespace hadome
