#pragma once

#include <string>
#include <vector>

#include "input/schema.hpp"
#include "random/distribution.hpp"

namespace hadome {

/// A parameter is a figure of the quantity itself, or a pure number of its own range.
struct DistributionParameter {
    enum class Measure { quantity, scale, number };  ///< `scale`: a quantity above 0
    std::string key;
    Measure measure = Measure::quantity;
    Bounds bounds{};  ///< of a pure number
};

/// How a law is written.
struct DistributionLaw {
    Distribution::Kind kind;
    std::vector<DistributionParameter> parameters;  ///< a, then b
};

/// All laws that input files know.
const std::vector<DistributionLaw>& distribution_laws();
std::vector<std::string> distribution_names();

/// The text form; a bare figure for a fixed value. Reads back as the same distribution.
std::string format_distribution(const Distribution& distribution, Dimension dimension);

}  // namespace hadome
