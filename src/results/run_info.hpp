#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace hadome {

/// What a results file says about itself.
struct RunInfo {
    std::int64_t format_version = 0;
    std::string hadome_version;
    std::string git_sha;
    std::string input_digest;
    std::string title;
    std::uint64_t seed = 0;
    std::int64_t scenarios = 0;
    double horizon_hours = 0.0;
    std::string scenario_kind;   ///< what a scenario is: year, period, given, given_and_drawn
    std::string scenario_table;  ///< of which scenarios there are rows: all, tail, none
};

/// \throws IoError when there is no DIR/results.h5
void require_results(const std::filesystem::path& directory);

/// Reads DIR/results.h5. \throws IoError when there is none, or it is of another format
RunInfo read_info(const std::filesystem::path& directory);

}  // namespace hadome
