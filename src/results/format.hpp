#pragma once

#include <cstddef>
#include <cstdint>

namespace hadome {

/// How a results file is known, by its writer and by its readers (docs/results.md).
inline constexpr const char* results_file_name = "results.h5";
inline constexpr const char* provenance_file_name = "provenance.json";
inline constexpr const char* results_format = "hadome-results";
inline constexpr std::int64_t results_format_version = 1;

/// Scenarios of the largest losses that are named, scenario table or not.
inline constexpr std::size_t worst_kept = 100;

/// What stands in place of the input where the run file asks for that.
inline constexpr const char* input_notice =
    "The input is not kept here, as the run file asks (embed_input = false); input_digest tells whether another is the "
    "same.\n";

}  // namespace hadome
