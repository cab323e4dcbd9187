#pragma once

#include <optional>
#include <string>

#include "core/diagnostics.hpp"
#include "input/raw_table.hpp"

namespace hadome {

/// A CSV file (RFC 4180, lines ending in LF or CRLF) with a header line. Cells without quotes lose the spaces around
/// them; lines with nothing on them are skipped. A line break inside quotes is refused, so that a missing quote is
/// found where it is and not at the end of the file. Nothing, and diagnostics, when the file cannot be used.
std::optional<RawTable> read_csv(const std::string& path, const std::string& text, Diagnostics& diagnostics);

}  // namespace hadome
