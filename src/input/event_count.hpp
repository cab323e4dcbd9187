#pragma once

#include "core/diagnostics.hpp"
#include "input/run_options.hpp"
#include "input/tables.hpp"
#include "model/model.hpp"

namespace hadome {

/// Refuses rates at which a scenario is expected to hold more random events than indices and memory allow.
void check_event_count(const Tables& tables, const Model& model, const RunOptions& options, Diagnostics& diagnostics);

}  // namespace hadome
