#pragma once

#include <string>
#include <vector>

#include "core/columns.hpp"

namespace hadome::hdf5 {

/// Of the datasets named those that stand in the root group of a file that somebody else may have made, and that may be
/// damaged: whatever its bytes are, this process survives them. A `ColumnReader`.
/// \throws IoError with the reason alone, for whoever reports it knows file and remedy
std::vector<Column> read_columns(const std::string& path, const std::string& bytes,
                                 const std::vector<std::string>& names);

}  // namespace hadome::hdf5
