#include "batch/input_files.hpp"

#include "hdf5/read_columns.hpp"

namespace hadome {

FileBundle files_on_disk() {
    return FileBundle(hdf5::read_columns);
}

}  // namespace hadome
