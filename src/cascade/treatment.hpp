#pragma once

#include "model/ids.hpp"

namespace hadome {

/// What a counterfactual run leaves out. It changes how a drawn number is used, never which is drawn: the empty
/// treatment is the baseline.
struct Treatment {
    /// `own` candidate: nodes of this function are never hit themselves (they still lose what their suppliers lose).
    FunctionId never_hit;
};

}  // namespace hadome
