#include "hdf5/read_data.hpp"

#include <hdf5.h>

#include "core/check.hpp"
#include "hdf5/attributes.hpp"
#include "hdf5/error.hpp"

namespace hadome::hdf5 {
bool holds(const File& file, const std::string& path) {
    // A link is looked up only within a group that is there.
    for (std::size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
        if (H5Lexists(file.id(), path.substr(0, end).c_str(), H5P_DEFAULT) <= 0) {
            return false;
        }
    }
    return H5Lexists(file.id(), path.c_str(), H5P_DEFAULT) > 0;
}

std::string read_text(const File& file, const std::string& path) {
    const std::string doing = "read '" + path + "' of '" + file.path() + "'";
    const Handle dataset = checked_handle(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose, doing);
    const Handle space = checked_handle(H5Dget_space(dataset.id()), H5Sclose, doing);
    if (H5Sget_simple_extent_npoints(space.id()) != 1) {
        throw IoError("cannot " + doing + "; it is not a single text; use a file that Hadome wrote");
    }
    char* bytes = nullptr;
    checked(H5Dread(dataset.id(), text_type().id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<void*>(&bytes)), doing);
    std::string text(bytes != nullptr ? bytes : "");
    H5free_memory(bytes);
    return text;
}

}  // namespace hadome::hdf5
