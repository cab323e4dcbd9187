#pragma once

#include "core/diagnostics.hpp"
#include "model/model.hpp"
#include "model/spec.hpp"

namespace hadome {

/// Makes the flat model from function-level rules: nodes, groups with shares that sum to one exactly, both directions
/// of the dependency network, processes by node.
///
/// Adds a diagnostic at the rule's position where a rule reaches no supplier, two names share a hash, a group's rules
/// disagree, or a set of nodes could never restart (see docs/model.md); the model returned is then not to be used.
Model expand(const ModelSpec& spec, Diagnostics& diagnostics);

}  // namespace hadome
