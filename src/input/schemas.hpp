#pragma once

#include <vector>

#include "input/schema.hpp"

namespace hadome {

/// The tables of a run file, in the order of the dump: run, ranking, attribution, observe, output.
const std::vector<TableSchema>& run_schemas();
/// The tables of a model that stand once: model, ground_motion, aftershocks.
const std::vector<TableSchema>& model_schemas();
/// The tables with rows: those of a model (sector, ..., function_fragility), then those of a run file (event).
const std::vector<TableSchema>& row_schemas();

}  // namespace hadome
