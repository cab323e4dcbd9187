#pragma once

#include <hdf5.h>

#include <filesystem>
#include <string>
#include <vector>

namespace hadome::test {

/// The whole numbers of a dataset, read with nothing of Hadome's own; empty if there is no such dataset.
inline std::vector<std::int64_t> numbers_in(const std::filesystem::path& file, const std::string& dataset_path) {
    std::vector<std::int64_t> values;
    const hid_t id = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(id, dataset_path.c_str(), H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    if (space >= 0) {
        values.resize(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
        H5Dread(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
        H5Sclose(space);
        H5Dclose(dataset);
    }
    H5Fclose(id);
    return values;
}

}  // namespace hadome::test
