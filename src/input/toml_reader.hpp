#pragma once

#include <optional>
#include <string>

#include "core/diagnostics.hpp"
#include "input/value.hpp"

namespace hadome {

/// A TOML document as a table with positions. Nothing, and a diagnostic, when it is not TOML.
std::optional<Value> read_toml(const std::string& path, const std::string& text, Diagnostics& diagnostics);

}  // namespace hadome
