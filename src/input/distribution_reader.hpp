#pragma once

#include <optional>
#include <string>

#include "core/diagnostics.hpp"
#include "input/schema.hpp"
#include "input/value.hpp"
#include "random/distribution.hpp"

namespace hadome {

/// A distribution in any of its three forms: a bare figure (fixed), `{dist = "lognormal", median = "12 h", sigma = 1}`
/// or the text `lognormal(median=12 h, sigma=1)`. Nothing, and diagnostics, when it is not one.
std::optional<Distribution> read_distribution(const Value& value, const std::string& key, Dimension dimension,
                                              const Bounds& bounds, Diagnostics& diagnostics);

}  // namespace hadome
