#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "hdf5/handle.hpp"

namespace hadome::hdf5 {

struct NumberAttribute {
    std::string name;
    double value = 0.0;
};

/// What every dataset says about itself.
struct Annotation {
    std::string units;  ///< empty for names
    std::string description;
    std::vector<NumberAttribute> parameters = {};  ///< what its values depend on
};

/// A dimension scale: a dataset that says what stands where along a dimension of other datasets.
class Axis {
public:
    Axis(Handle dataset, std::string path, std::int64_t size)
        : dataset_{std::move(dataset)}, path_{std::move(path)}, size_{size} {}

    std::int64_t id() const { return dataset_.id(); }
    const std::string& path() const { return path_; }
    std::int64_t size() const { return size_; }

    /// A second reading of the same axis, put along datasets beside the first. \pre of the same size
    void add_scale(Axis scale);
    const std::vector<Axis>& further_scales() const { return further_scales_; }

private:
    Handle dataset_;
    std::string path_;
    std::int64_t size_;
    std::vector<Axis> further_scales_;
};

/// Slowest first; none for a single value.
using Axes = std::vector<std::reference_wrapper<const Axis>>;

/// A group of a file. Every dataset is annotated and lies along axes, which are linked into its group wherever they
/// stand: readers by netCDF's rules look for dimensions in a group and its parents only. Nothing written carries a time
/// stamp: the same calls give the same bytes.
class Group {
public:
    Group(Handle group, std::string path) : group_{std::move(group)}, path_{std::move(path)} {}

    Group create_group(const std::string& name) const;
    /// \throws IoError when there is none of this name
    Group open_group(const std::string& name) const;
    const std::string& path() const { return path_; }

    void put_attribute(const std::string& name, const std::string& text) const;
    void put_attribute(const std::string& name, std::int64_t value) const;
    void put_attribute(const std::string& name, std::uint64_t value) const;
    void put_attribute(const std::string& name, double value) const;
    std::string text_attribute(const std::string& name) const;
    std::int64_t int_attribute(const std::string& name) const;
    std::uint64_t unsigned_attribute(const std::string& name) const;
    double real_attribute(const std::string& name) const;

    Axis put_axis(const std::string& name, const Annotation& about, std::span<const std::string> labels) const;
    Axis put_axis(const std::string& name, const Annotation& about, std::span<const std::int64_t> numbers) const;
    Axis put_axis(const std::string& name, const Annotation& about, std::span<const double> numbers) const;
    /// An axis of whole numbers to be written by all ranks later (hdf5/write_rows.hpp).
    Axis reserve_axis(const std::string& name, const Annotation& about, std::int64_t size) const;

    /// \pre as many values as the product of the axes' sizes; the last axis runs fastest
    void put(const std::string& name, const Annotation& about, const Axes& axes,
             std::span<const std::string> labels) const;
    void put(const std::string& name, const Annotation& about, const Axes& axes,
             std::span<const std::int64_t> values) const;
    void put(const std::string& name, const Annotation& about, const Axes& axes, std::span<const double> values) const;
    /// Whole numbers to be written by all ranks later; their place in the file is allocated now.
    void reserve(const std::string& name, const Annotation& about, const Axes& axes) const;

private:
    Handle group_;
    std::string path_;
};

}  // namespace hadome::hdf5
