#pragma once

#include <optional>
#include <string>

#include "core/diagnostics.hpp"
#include "input/raw_table.hpp"

namespace hadome {

/// A CSV file (`CsvLines`) with a header line; lines with nothing on them are skipped. Nothing, and diagnostics, when
/// the file cannot be used.
std::optional<RawTable> read_csv(const std::string& path, const std::string& text, Diagnostics& diagnostics);

}  // namespace hadome
