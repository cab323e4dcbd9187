#pragma once

#include "model/measure.hpp"
#include "model/model.hpp"

namespace hadome {

/// The model as it would be with one measure: what its author would have written, expanded once. Nodes are those of the
/// model, in the same order; names, and with them random numbers, are those of the rows as they were.
struct Variant {
    /// What the measure may change of the candidate events; where nothing, scenarios are drawn once.
    enum class Draws { same, other };
    Measure measure;
    Draws draws = Draws::same;
    Model model;
};

}  // namespace hadome
