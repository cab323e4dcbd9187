#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/diagnostics.hpp"
#include "input/schema.hpp"
#include "input/value.hpp"

namespace hadome {

/// A figure with its unit, within bounds; nothing, and a diagnostic that begins with `key`, when it is not one.
std::optional<double> read_figure(const Value& value, const std::string& key, Dimension dimension, const Bounds& bounds,
                                  Diagnostics& diagnostics);

/// A whole number; 1e6 and text of digits are ones too.
std::optional<std::int64_t> read_integer(const Value& value, const std::string& key, const Bounds& bounds,
                                         Diagnostics& diagnostics);

/// "key: expected text, found an array"
void report_type(const Value& value, const std::string& key, const std::string& expected, const std::string& remedy,
                 Diagnostics& diagnostics);

}  // namespace hadome
