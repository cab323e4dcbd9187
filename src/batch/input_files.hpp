#pragma once

#include "input/file_bundle.hpp"

namespace hadome {

/// The files of an input, of every format that it may name. Event sets in HDF5 are read by the room hdf5, of which the
/// room input knows nothing: it needs no MPI.
FileBundle files_on_disk();

}  // namespace hadome
