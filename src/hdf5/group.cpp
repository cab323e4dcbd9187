#include "hdf5/group.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>

#include "core/check.hpp"
#include "hdf5/attributes.hpp"
#include "hdf5/error.hpp"

namespace hadome::hdf5 {
namespace {

enum class Content {
    now,   ///< written at once
    later  ///< place in the file allocated, values written by all ranks
};

std::string joined(const std::string& group, const std::string& name) {
    return group == "/" ? group + name : group + "/" + name;
}

Handle dataspace(const std::vector<hsize_t>& shape, const std::string& doing) {
    const hid_t space =
        shape.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    return checked_handle(space, H5Sclose, doing);
}

Handle create_dataset(hid_t group, const std::string& path, const std::string& name, hid_t type,
                      const std::vector<hsize_t>& shape, const Annotation& about, Content content) {
    const std::string doing = "create dataset '" + path + "'";
    const Handle properties = checked_handle(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, doing);
    checked(H5Pset_obj_track_times(properties.id(), false), doing);
    checked(H5Pset_layout(properties.id(), H5D_CONTIGUOUS), doing);
    if (content == Content::later) {
        checked(H5Pset_alloc_time(properties.id(), H5D_ALLOC_TIME_EARLY), doing);
        // Every value is going to be written: filling first would write the bulk twice.
        checked(H5Pset_fill_time(properties.id(), H5D_FILL_TIME_NEVER), doing);
    }
    const Handle space = dataspace(shape, doing);
    Handle dataset = checked_handle(
        H5Dcreate2(group, name.c_str(), type, space.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), H5Dclose, doing);
    write_text_attribute(dataset.id(), "units", about.units);
    write_text_attribute(dataset.id(), "description", about.description);
    for (const NumberAttribute& parameter : about.parameters) {
        write_number_attribute(dataset.id(), parameter.name, H5T_NATIVE_DOUBLE, &parameter.value);
    }
    return dataset;
}

/// A second name for the axis in the group that uses it.
void link_axis(hid_t group, const Axis& axis, const std::string& doing) {
    const std::string name = axis.path().substr(axis.path().rfind('/') + 1);
    if (checked(H5Lexists(group, name.c_str(), H5P_DEFAULT), doing) == 0) {
        checked(H5Lcreate_hard(group, axis.path().c_str(), group, name.c_str(), H5P_DEFAULT, H5P_DEFAULT), doing);
    }
}

void attach(hid_t group, hid_t dataset, const Axes& axes, const std::string& doing) {
    for (std::size_t k = 0; k < axes.size(); ++k) {
        const Axis& axis = axes[k];
        link_axis(group, axis, doing);
        for (const Axis& further : axis.further_scales()) {
            checked(H5DSattach_scale(dataset, further.id(), static_cast<unsigned>(k)), doing);
        }
        // Last: readers by netCDF's rules name a dimension after the last scale attached.
        checked(H5DSattach_scale(dataset, axis.id(), static_cast<unsigned>(k)), doing);
    }
}

std::vector<hsize_t> shape_of(const Axes& axes) {
    std::vector<hsize_t> shape;
    for (const Axis& axis : axes) {
        shape.push_back(static_cast<hsize_t>(axis.size()));
    }
    return shape;
}

std::size_t volume(const std::vector<hsize_t>& shape) {
    std::size_t product = 1;
    for (const hsize_t size : shape) {
        product *= size;
    }
    return product;
}

/// Values in memory as HDF5 wants to be told of them.
class Values {
public:
    explicit Values(std::span<const std::int64_t> numbers)
        : type_{H5T_NATIVE_INT64}, data_{numbers.data()}, count_{numbers.size()} {}
    explicit Values(std::span<const double> numbers)
        : type_{H5T_NATIVE_DOUBLE}, data_{numbers.data()}, count_{numbers.size()} {}
    explicit Values(std::span<const std::string> texts) : text_type_{text_type()}, count_{texts.size()} {
        for (const std::string& text : texts) {
            pointers_.push_back(text.c_str());
        }
        type_ = text_type_.id();
        data_ = pointers_.data();
    }
    Values(const Values&) = delete;
    Values& operator=(const Values&) = delete;

    hid_t type() const { return type_; }
    const void* data() const { return data_; }
    std::size_t count() const { return count_; }

private:
    Handle text_type_;
    std::vector<const char*> pointers_;
    hid_t type_ = -1;
    const void* data_ = nullptr;
    std::size_t count_ = 0;
};

/// A dataset and its values.
Handle put_values(hid_t group, const std::string& path, const std::string& name, const Values& values,
                  const std::vector<hsize_t>& shape, const Annotation& about) {
    Handle dataset = create_dataset(group, path, name, values.type(), shape, about, Content::now);
    checked(H5Dwrite(dataset.id(), values.type(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
            "write dataset '" + path + "'");
    return dataset;
}

void put_along(hid_t group, const std::string& path, const std::string& name, const Annotation& about, const Axes& axes,
               const Values& values) {
    const std::vector<hsize_t> shape = shape_of(axes);
    HADOME_EXPECT(values.count() == volume(shape));
    const Handle dataset = put_values(group, path, name, values, shape, about);
    attach(group, dataset.id(), axes, "label the axes of '" + path + "'");
}

Axis as_axis(Handle dataset, const std::string& path, const std::string& name, std::size_t size) {
    checked(H5DSset_scale(dataset.id(), name.c_str()), "make '" + path + "' a dimension scale");
    return Axis(std::move(dataset), path, static_cast<std::int64_t>(size));
}

Axis put_scale(hid_t group, const std::string& path, const std::string& name, const Annotation& about,
               const Values& values) {
    return as_axis(put_values(group, path, name, values, {values.count()}, about), path, name, values.count());
}

}  // namespace

void Axis::add_scale(Axis scale) {
    HADOME_EXPECT(scale.size() == size_);
    further_scales_.push_back(std::move(scale));
}

Group Group::create_group(const std::string& name) const {
    const std::string path = joined(path_, name);
    const std::string doing = "create group '" + path + "'";
    const Handle properties = checked_handle(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, doing);
    checked(H5Pset_obj_track_times(properties.id(), false), doing);
    return Group(checked_handle(H5Gcreate2(group_.id(), name.c_str(), H5P_DEFAULT, properties.id(), H5P_DEFAULT),
                                H5Gclose, doing),
                 path);
}

Group Group::open_group(const std::string& name) const {
    const std::string path = joined(path_, name);
    return Group(
        checked_handle(H5Gopen2(group_.id(), name.c_str(), H5P_DEFAULT), H5Gclose, "open group '" + path + "'"), path);
}

void Group::put_attribute(const std::string& name, const std::string& text) const {
    write_text_attribute(group_.id(), name, text);
}

void Group::put_attribute(const std::string& name, std::int64_t value) const {
    write_number_attribute(group_.id(), name, H5T_NATIVE_INT64, &value);
}

void Group::put_attribute(const std::string& name, std::uint64_t value) const {
    write_number_attribute(group_.id(), name, H5T_NATIVE_UINT64, &value);
}

void Group::put_attribute(const std::string& name, double value) const {
    write_number_attribute(group_.id(), name, H5T_NATIVE_DOUBLE, &value);
}

std::string Group::text_attribute(const std::string& name) const {
    return read_text_attribute(group_.id(), name);
}

std::int64_t Group::int_attribute(const std::string& name) const {
    std::int64_t value = 0;
    read_number_attribute(group_.id(), name, H5T_NATIVE_INT64, &value);
    return value;
}

std::uint64_t Group::unsigned_attribute(const std::string& name) const {
    std::uint64_t value = 0;
    read_number_attribute(group_.id(), name, H5T_NATIVE_UINT64, &value);
    return value;
}

double Group::real_attribute(const std::string& name) const {
    double value = 0.0;
    read_number_attribute(group_.id(), name, H5T_NATIVE_DOUBLE, &value);
    return value;
}

Axis Group::put_axis(const std::string& name, const Annotation& about, std::span<const std::string> labels) const {
    return put_scale(group_.id(), joined(path_, name), name, about, Values(labels));
}

Axis Group::put_axis(const std::string& name, const Annotation& about, std::span<const std::int64_t> numbers) const {
    return put_scale(group_.id(), joined(path_, name), name, about, Values(numbers));
}

Axis Group::put_axis(const std::string& name, const Annotation& about, std::span<const double> numbers) const {
    return put_scale(group_.id(), joined(path_, name), name, about, Values(numbers));
}

Axis Group::reserve_axis(const std::string& name, const Annotation& about, std::int64_t size) const {
    const std::string path = joined(path_, name);
    const auto length = static_cast<hsize_t>(size);
    return as_axis(create_dataset(group_.id(), path, name, H5T_NATIVE_INT64, {length}, about, Content::later), path,
                   name, length);
}

void Group::put(const std::string& name, const Annotation& about, const Axes& axes,
                std::span<const std::string> labels) const {
    put_along(group_.id(), joined(path_, name), name, about, axes, Values(labels));
}

void Group::put(const std::string& name, const Annotation& about, const Axes& axes,
                std::span<const std::int64_t> values) const {
    put_along(group_.id(), joined(path_, name), name, about, axes, Values(values));
}

void Group::put(const std::string& name, const Annotation& about, const Axes& axes,
                std::span<const double> values) const {
    put_along(group_.id(), joined(path_, name), name, about, axes, Values(values));
}

void Group::reserve(const std::string& name, const Annotation& about, const Axes& axes) const {
    const std::string path = joined(path_, name);
    const Handle dataset =
        create_dataset(group_.id(), path, name, H5T_NATIVE_INT64, shape_of(axes), about, Content::later);
    attach(group_.id(), dataset.id(), axes, "label the axes of '" + path + "'");
}

}  // namespace hadome::hdf5
