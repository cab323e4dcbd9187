#pragma once

#include "input/run_options.hpp"
#include "model/model.hpp"
#include "model/spec.hpp"

namespace hadome {

/// Refuses values and durations whose losses could leave the range of exact arithmetic: the product of a segment
/// (128 bits), the loss of a scenario (63 bits) and the sum of squares over all scenarios (128 bits). The first two are
/// held for everything down from beginning to end; the third for everything down throughout the horizon in every
/// scenario. Every hour is taken at the largest factors of its function's calendar and escalation.
void check_loss_range(const ModelSpec& spec, const Model& model, const RunOptions& options, Diagnostics& diagnostics);

}  // namespace hadome
