#include "hdf5/read_data.hpp"

#include <hdf5.h>

#include "core/check.hpp"
#include "hdf5/attributes.hpp"
#include "hdf5/error.hpp"

namespace hadome::hdf5 {
namespace {

std::string doing_of(const File& file, const std::string& path) {
    return "read '" + path + "' of '" + file.path() + "'";
}

Handle open_dataset(const File& file, const std::string& path) {
    return checked_handle(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose, doing_of(file, path));
}

Handle space_of(const Handle& dataset, const std::string& doing) {
    return checked_handle(H5Dget_space(dataset.id()), H5Sclose, doing);
}

}  // namespace

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
    const std::string doing = doing_of(file, path);
    const Handle dataset = open_dataset(file, path);
    const Handle space = space_of(dataset, doing);
    if (H5Sget_simple_extent_npoints(space.id()) != 1) {
        throw IoError("cannot " + doing + "; it is not a single text; use a file that Hadome wrote");
    }
    char* bytes = nullptr;
    checked(H5Dread(dataset.id(), text_type().id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<void*>(&bytes)), doing);
    std::string text(bytes != nullptr ? bytes : "");
    H5free_memory(bytes);
    return text;
}

std::vector<std::int64_t> read_numbers(const File& file, const std::string& path) {
    const std::string doing = doing_of(file, path);
    const Handle dataset = open_dataset(file, path);
    const Handle space = space_of(dataset, doing);
    std::vector<std::int64_t> values(
        static_cast<std::size_t>(checked(H5Sget_simple_extent_npoints(space.id()), doing)));
    checked(H5Dread(dataset.id(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), doing);
    return values;
}

std::int64_t read_number(const File& file, const std::string& path, std::int64_t position) {
    const std::string doing = doing_of(file, path);
    const Handle dataset = open_dataset(file, path);
    const Handle space = space_of(dataset, doing);
    if (H5Sget_simple_extent_ndims(space.id()) != 1 || position < 0 ||
        position >= H5Sget_simple_extent_npoints(space.id())) {
        throw IoError("cannot " + doing + "; it has no number at position " + std::to_string(position) +
                      "; use a file that Hadome wrote");
    }
    const auto start = static_cast<hsize_t>(position);
    const hsize_t count = 1;
    checked(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, &start, nullptr, &count, nullptr), doing);
    const Handle single = checked_handle(H5Screate(H5S_SCALAR), H5Sclose, doing);
    std::int64_t value = 0;
    checked(H5Dread(dataset.id(), H5T_NATIVE_INT64, single.id(), space.id(), H5P_DEFAULT, &value), doing);
    return value;
}

}  // namespace hadome::hdf5
