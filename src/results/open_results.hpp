#pragma once

#include <filesystem>

#include "hdf5/file.hpp"
#include "results/run_info.hpp"

namespace hadome {

/// Opens DIR/results.h5 to be read. \throws IoError when there is none, or it is of another format
hdf5::File open_results(const std::filesystem::path& directory);

RunInfo info_of(const hdf5::File& file);

}  // namespace hadome
