#pragma once

#include "core/diagnostics.hpp"
#include "input/entry.hpp"
#include "input/measure_parameter.hpp"
#include "input/row_selection.hpp"
#include "input/tables.hpp"

namespace hadome {

/// Carries out one row of measure_change. Rows are divided by region, and shared ones doubled, only where something
/// changes.
/// \param tables resolved before; what was divided or doubled is not resolved afterwards
/// \param twins rows divided or doubled so far: names of new ones
void carry_out(Tables& tables, const FunctionPlaces& places, const Entry& change, const MeasureParameter& parameter,
               int& twins, Diagnostics& diagnostics);

}  // namespace hadome
