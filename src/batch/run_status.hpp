#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace hadome {

/// Status of a run whose results are there and are what its provenance says.
inline constexpr const char* finished_status = "finished";

/// How far the run in DIR is, in words: `finished_status`, or how many scenarios its last good checkpoint holds and how
/// to go on; nothing where there is no run. Looks only, also while the run is at work. \throws IoError
std::optional<std::string> status_of(const std::filesystem::path& directory);

}  // namespace hadome
