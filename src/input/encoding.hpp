#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/diagnostics.hpp"

namespace hadome {

/// The text of a file, its byte order mark taken off; nothing, and a diagnostic at the first bad byte, when the bytes
/// are not UTF-8 or hold a NUL, or when the file is empty.
std::optional<std::string> decode_text(const std::string& path, std::string_view bytes, Diagnostics& diagnostics);

}  // namespace hadome
