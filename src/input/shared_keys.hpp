#pragma once

#include <vector>

#include "core/diagnostics.hpp"
#include "input/entry.hpp"

namespace hadome {

/// Rows of one entry (the states of a fragility class) share some keys: any row may give one, two must agree, and all
/// have it afterwards.
void share_keys(std::vector<Entry>& rows, const TableSchema& schema, Diagnostics& diagnostics);

}  // namespace hadome
