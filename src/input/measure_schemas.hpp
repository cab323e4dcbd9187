#pragma once

#include <vector>

#include "input/schema.hpp"

namespace hadome {

/// The tables of what could be done about the losses; internal to the list of schemas.
TableSchema measure_schema();
TableSchema measure_change_schema();

/// Gives the tables whose rows a measure may add the key that says so. Not those that make the nodes and the axes of
/// the results, which are the same with every measure.
std::vector<TableSchema> with_added_by(std::vector<TableSchema> schemas);

}  // namespace hadome
