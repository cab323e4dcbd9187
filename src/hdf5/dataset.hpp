#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hdf5/file.hpp"
#include "hdf5/handle.hpp"

namespace hadome::hdf5 {

enum class Content { whole_numbers, real_numbers, text, other };

/// A dataset opened to be read, as rows of the same number of values; a single value is one row of one.
class Dataset {
public:
    /// \throws IoError when there is none of this path
    Dataset(const File& file, const std::string& path);

    const std::vector<std::int64_t>& shape() const { return shape_; }
    Content content() const { return content_; }
    std::int64_t rows() const { return shape_.empty() ? 1 : shape_.front(); }
    std::int64_t columns() const;

    /// Rows [first, first + count), however large the dataset is.
    /// \throws IoError when it has not these rows, holds values of another kind, or more than its file could
    std::vector<std::int64_t> whole_numbers(std::int64_t first, std::int64_t count) const;
    std::vector<double> real_numbers(std::int64_t first, std::int64_t count) const;
    /// All of it.
    std::vector<std::int64_t> whole_numbers() const { return whole_numbers(0, rows()); }
    std::vector<double> real_numbers() const { return real_numbers(0, rows()); }
    /// \throws IoError when it holds no text
    std::vector<std::string> texts() const;

private:
    void require(Content content) const;
    template <class Value>
    std::vector<Value> read(std::int64_t first, std::int64_t count, std::int64_t memory_type) const;

    std::string path_;
    Handle dataset_;
    std::vector<std::int64_t> shape_;
    Content content_ = Content::other;
};

/// Paths of all datasets of the root group and of its groups, in byte order; one that is linked into several groups has
/// a path in each.
std::vector<std::string> dataset_paths(const File& file);

}  // namespace hadome::hdf5
