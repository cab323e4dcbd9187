#pragma once

#include <hdf5.h>

#include <filesystem>
#include <string>
#include <type_traits>
#include <vector>

namespace hadome::test {

/// The values of a dataset, read with nothing of Hadome's own; empty if there is no such dataset.
template <class Number>
std::vector<Number> values_in(const std::filesystem::path& file, const std::string& dataset_path) {
    std::vector<Number> values;
    const hid_t id = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(id, dataset_path.c_str(), H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    if (space >= 0) {
        values.resize(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
        const hid_t type = std::is_same_v<Number, double> ? H5T_NATIVE_DOUBLE : H5T_NATIVE_INT64;
        H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
        H5Sclose(space);
        H5Dclose(dataset);
    }
    H5Fclose(id);
    return values;
}

inline std::vector<std::int64_t> numbers_in(const std::filesystem::path& file, const std::string& dataset_path) {
    return values_in<std::int64_t>(file, dataset_path);
}
inline std::vector<double> reals_in(const std::filesystem::path& file, const std::string& dataset_path) {
    return values_in<double>(file, dataset_path);
}

}  // namespace hadome::test
