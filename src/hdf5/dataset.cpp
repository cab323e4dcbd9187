#include "hdf5/dataset.hpp"

#include <hdf5.h>

#include <algorithm>

#include "core/check.hpp"
#include "hdf5/error.hpp"

namespace hadome::hdf5 {
namespace {

/// Of compressed bytes: deflate makes at most 1032 of one.
constexpr hsize_t most_values_a_byte = 1032;

Content content_of(hid_t dataset, const std::string& doing) {
    const Handle type = checked_handle(H5Dget_type(dataset), H5Tclose, doing);
    switch (H5Tget_class(type.id())) {
        case H5T_INTEGER: return Content::whole_numbers;
        case H5T_FLOAT: return Content::real_numbers;
        case H5T_STRING: return Content::text;
        default: return Content::other;
    }
}

std::vector<std::int64_t> shape_of(hid_t dataset, const std::string& doing) {
    const Handle space = checked_handle(H5Dget_space(dataset), H5Sclose, doing);
    std::vector<hsize_t> sizes(static_cast<std::size_t>(checked(H5Sget_simple_extent_ndims(space.id()), doing)));
    if (!sizes.empty()) {
        checked(H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr), doing);
    }
    return {sizes.begin(), sizes.end()};
}

/// Names of the links of a group, in byte order.
std::vector<std::string> links_of(hid_t group, const std::string& doing) {
    H5G_info_t info{};
    checked(H5Gget_info(group, &info), doing);
    std::vector<std::string> names;
    for (hsize_t k = 0; k < info.nlinks; ++k) {
        const auto name = [&](char* buffer, std::size_t size) {
            return checked(H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, k, buffer, size, H5P_DEFAULT),
                           doing);
        };
        std::string text(static_cast<std::size_t>(name(nullptr, 0)), '\0');
        name(text.data(), text.size() + 1);
        names.push_back(text);
    }
    return names;
}

void add_paths(hid_t group, const std::string& prefix, const std::string& doing, int depth,
               std::vector<std::string>& paths) {
    for (const std::string& name : links_of(group, doing)) {
        const Handle object = checked_handle(H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose, doing);
        const H5I_type_t type = H5Iget_type(object.id());
        if (type == H5I_DATASET) {
            paths.push_back(prefix + name);
        } else if (type == H5I_GROUP && depth > 0) {
            add_paths(object.id(), prefix + name + "/", doing, depth - 1, paths);
        }
    }
}

}  // namespace

Dataset::Dataset(const File& file, const std::string& path) : path_{path} {
    const std::string doing = "open dataset '" + path + "' of '" + file.path() + "'";
    dataset_ = checked_handle(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), H5Dclose, doing);
    shape_ = shape_of(dataset_.id(), doing);
    content_ = content_of(dataset_.id(), doing);
    std::int64_t product = 1;
    for (const std::int64_t size : shape_) {
        if (size < 0 || __builtin_mul_overflow(product, std::max<std::int64_t>(size, 1), &product)) {
            throw IoError("cannot " + doing + "; its size is no size of a table; use a file that Hadome wrote");
        }
    }
}

void Dataset::require(Content content) const {
    if (content_ != content) {
        throw IoError("cannot read dataset '" + path_ +
                      "'; it holds values of another kind; use a file that Hadome wrote");
    }
}

std::int64_t Dataset::columns() const {
    std::int64_t product = 1;
    for (std::size_t k = 1; k < shape_.size(); ++k) {
        product *= shape_[k];
    }
    return product;
}

template <class Value>
std::vector<Value> Dataset::read(std::int64_t first, std::int64_t count, std::int64_t memory_type) const {
    const std::string doing = "read dataset '" + path_ + "'";
    if (first < 0 || count < 0 || count > rows() || first > rows() - count) {
        throw IoError("cannot " + doing + "; it has no such rows; use a file that Hadome wrote");
    }
    // Before memory is taken for it.
    if (static_cast<hsize_t>(rows() * columns()) / most_values_a_byte > H5Dget_storage_size(dataset_.id())) {
        throw IoError("cannot " + doing + "; it is larger than what is stored of it; use a file that Hadome wrote");
    }
    std::vector<Value> values(static_cast<std::size_t>(count * columns()));
    if (values.empty()) {
        return values;
    }
    const Handle file_space = checked_handle(H5Dget_space(dataset_.id()), H5Sclose, doing);
    if (!shape_.empty()) {
        std::vector<hsize_t> start(shape_.size(), 0);
        std::vector<hsize_t> size(shape_.begin(), shape_.end());
        start[0] = static_cast<hsize_t>(first);
        size[0] = static_cast<hsize_t>(count);
        checked(H5Sselect_hyperslab(file_space.id(), H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr),
                doing);
    }
    const hsize_t length = values.size();
    const Handle memory_space = checked_handle(H5Screate_simple(1, &length, nullptr), H5Sclose, doing);
    checked(H5Dread(dataset_.id(), memory_type, memory_space.id(), file_space.id(), H5P_DEFAULT, values.data()), doing);
    return values;
}

std::vector<std::int64_t> Dataset::whole_numbers(std::int64_t first, std::int64_t count) const {
    require(Content::whole_numbers);
    return read<std::int64_t>(first, count, H5T_NATIVE_INT64);
}

std::vector<double> Dataset::real_numbers(std::int64_t first, std::int64_t count) const {
    require(Content::real_numbers);
    return read<double>(first, count, H5T_NATIVE_DOUBLE);
}

std::vector<std::string> Dataset::texts() const {
    require(Content::text);
    const std::string doing = "read dataset '" + path_ + "'";
    const auto count = static_cast<std::size_t>(rows() * columns());
    const Handle type = checked_handle(H5Dget_type(dataset_.id()), H5Tclose, doing);
    if (count / most_values_a_byte > H5Dget_storage_size(dataset_.id())) {
        throw IoError("cannot " + doing + "; it is larger than what is stored of it; use another file");
    }
    std::vector<std::string> texts;
    if (checked(H5Tis_variable_str(type.id()), doing) > 0) {
        const Handle space = checked_handle(H5Dget_space(dataset_.id()), H5Sclose, doing);
        std::vector<char*> pointers(count, nullptr);
        checked(H5Dread(dataset_.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<void*>(pointers.data())),
                doing);
        for (const char* text : pointers) {
            texts.emplace_back(text != nullptr ? text : "");
        }
        checked(H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, static_cast<void*>(pointers.data())), doing);
        return texts;
    }
    const std::size_t width = H5Tget_size(type.id());
    std::vector<char> bytes(count * width);
    if (count > 0) {
        checked(H5Dread(dataset_.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), doing);
    }
    const bool spaces = H5Tget_strpad(type.id()) == H5T_STR_SPACEPAD;
    for (std::size_t k = 0; k < count; ++k) {
        std::string text(bytes.data() + k * width, width);
        text.resize(std::min(text.find('\0'), text.size()));
        const std::size_t last = text.find_last_not_of(' ');
        texts.push_back(spaces ? text.substr(0, last == std::string::npos ? 0 : last + 1) : text);
    }
    return texts;
}

std::vector<std::string> dataset_paths(const File& file) {
    const std::string doing = "list the datasets of '" + file.path() + "'";
    std::vector<std::string> paths;
    add_paths(file.id(), "/", doing, 1, paths);
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace hadome::hdf5
