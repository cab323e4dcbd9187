#pragma once

#include <string>

#include "hdf5/file.hpp"

namespace hadome::hdf5 {

/// Whether the file has a dataset of that path ("/scenarios/loss").
bool holds(const File& file, const std::string& path);

/// A single text. \throws IoError when it is not there or not one text
std::string read_text(const File& file, const std::string& path);

}  // namespace hadome::hdf5
