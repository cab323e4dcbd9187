#pragma once

#include <vector>

#include "core/diagnostics.hpp"
#include "input/run_options.hpp"
#include "input/tables.hpp"
#include "model/spec.hpp"
#include "model/variant.hpp"

namespace hadome {

/// Builds the variant of each measure.
/// \param tables as read: with the rows that measures add, unresolved; without footprints, which no measure changes
/// \param spec, model without measures
std::vector<Variant> build_variants(const Tables& tables, const std::vector<Measure>& measures, const ModelSpec& spec,
                                    const Model& model, const RunOptions& options, Diagnostics& diagnostics);

}  // namespace hadome
