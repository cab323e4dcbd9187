#pragma once

#include <optional>
#include <string>

#include "core/diagnostics.hpp"
#include "input/file_bundle.hpp"
#include "input/raw_table.hpp"

namespace hadome {

/// Rows of the table footprint from the file of an event set, which has the same columns but for `event_set`: CSV, or
/// HDF5 (names that end in .h5 or .hdf5) with a dataset for each column in its root group. Nothing, and diagnostics,
/// when the file cannot be used.
/// \param set id of the event set; \param where it names the file
std::optional<RawTable> read_footprint_file(const std::string& path, FileBundle& files, const std::string& set,
                                            const SourcePosition& where, Diagnostics& diagnostics);

}  // namespace hadome
