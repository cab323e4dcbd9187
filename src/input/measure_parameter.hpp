#pragma once

#include "core/diagnostics.hpp"
#include "input/entry.hpp"
#include "input/schema.hpp"

namespace hadome {

/// One key of one table, which a measure may change.
struct MeasureParameter {
    const TableSchema* table = nullptr;
    const Field* field = nullptr;  ///< null: there is no such parameter
};

/// The key `parameter` of a row of measure_change, `table.key`; a diagnostic when there is none. Any key will do that
/// does not say what its row is about, or what it is called.
MeasureParameter read_parameter(const Entry& change, Diagnostics& diagnostics);

}  // namespace hadome
