#pragma once

#include <span>
#include <string>
#include <vector>

#include "hdf5/dataset.hpp"

namespace hadome {

/// A dataset that a results file has, as docs/results.md lists it.
struct DatasetSchema {
    std::string path;
    std::vector<std::string> axes;  ///< along which it lies, by name in /axes; none for a single value
    hdf5::Content content = hdf5::Content::other;
    std::string needs;  ///< axis without which it is absent; empty: it is always there
};

/// All of them.
std::vector<DatasetSchema> results_schema();

/// Holds a file against the schema: presence, kind of values, and as many along each axis as the axis says; and nothing
/// that the schema does not know. \return what is wrong, one dataset a line
std::vector<std::string> schema_violations(const hdf5::File& file);

}  // namespace hadome
