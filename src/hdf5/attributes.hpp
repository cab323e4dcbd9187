#pragma once

#include <hdf5.h>

#include <string>

#include "hdf5/handle.hpp"

namespace hadome::hdf5 {

/// Variable-length UTF-8: what h5py, xarray, R and MATLAB all read as text.
Handle text_type();

void write_text_attribute(hid_t object, const std::string& name, const std::string& text);
void write_number_attribute(hid_t object, const std::string& name, hid_t type, const void* value);
std::string read_text_attribute(hid_t object, const std::string& name);
void read_number_attribute(hid_t object, const std::string& name, hid_t type, void* value);

}  // namespace hadome::hdf5
