#pragma once

#include <vector>

#include "input/schema.hpp"

namespace hadome {

/// The tables of a run file, in the order of the dump: run, ranking, output.
const std::vector<TableSchema>& run_schemas();
/// The tables of a model that stand once: model, ground_motion.
const std::vector<TableSchema>& model_schemas();
/// The tables of a model with rows: sector, ..., function_fragility.
const std::vector<TableSchema>& row_schemas();

}  // namespace hadome
