#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/file.hpp"

namespace hadome::hdf5 {

/// Whether the file has a dataset of that path ("/scenarios/loss").
bool holds(const File& file, const std::string& path);

/// A single text. \throws IoError when it is not there or not one text
std::string read_text(const File& file, const std::string& path);

/// Whole numbers of any shape, the last axis running fastest. \throws IoError when they are not there
std::vector<std::int64_t> read_numbers(const File& file, const std::string& path);

/// One number of a table of one axis, without reading the rest. \throws IoError when it is not there
std::int64_t read_number(const File& file, const std::string& path, std::int64_t position);

}  // namespace hadome::hdf5
