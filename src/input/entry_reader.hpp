#pragma once

#include <vector>

#include "core/diagnostics.hpp"
#include "input/entry.hpp"
#include "input/raw_table.hpp"
#include "input/schema.hpp"

namespace hadome {

/// All rows of a table by its schema: types, units, bounds, required and unknown keys, defaults. References and keys
/// shared by the rows of one entry are left to `resolve_names` (name_index.hpp).
std::vector<Entry> read_entries(const RawTable& table, const TableSchema& schema, Diagnostics& diagnostics);

/// Reads one value into a datum by the type of its field. False, and a diagnostic, when it does not fit.
bool read_datum(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics);

/// Gives an absent datum the value of a default, written as in the input.
void fill_datum(const std::string& text, const Field& field, Datum& datum);

}  // namespace hadome
