#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "input/name_index.hpp"
#include "input/row_selection.hpp"
#include "input/run_options.hpp"
#include "input/tables.hpp"
#include "model/measure.hpp"

namespace hadome {

/// The measures of a model, by row.
std::vector<Measure> build_measures(const Tables& tables, Diagnostics& diagnostics);

/// The model as it is: without the rows that some measure adds.
Tables without_added_rows(const Tables& tables);
/// With the rows that this measure adds.
Tables with_added_rows(const Tables& tables, const std::string& measure);

/// The rows that measures add, alone.
Tables added_rows(const Tables& tables);
/// Says where a row is added by a measure that is not there.
void check_added_rows(const Tables& added, const NameIndex& names, Diagnostics& diagnostics);
/// Says where measures are to be ranked and there are none, or one is called like a function.
void check_candidates(const Tables& tables, const RunOptions& options, Diagnostics& diagnostics);

/// Carries out all changes of a measure, in the order of their rows. Rows are divided, and shared ones doubled, only
/// where something changes.
/// \param tables of the variant, resolved before and after
void change_rows(Tables& tables, const FunctionPlaces& places, const std::string& measure, Diagnostics& diagnostics);

/// Tables in which two inputs differ.
std::set<std::string> differing_tables(const Tables& a, const Tables& b);

}  // namespace hadome
