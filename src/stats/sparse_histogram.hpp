#pragma once

#include <cstdint>
#include <vector>

#include "core/bytes.hpp"

namespace hadome {

/// Counts of whole numbers, kept for those that occurred; the same bits however the sample was split and merged.
class SparseHistogram {
public:
    struct Bin {
        std::int64_t value = 0;
        std::int64_t count = 0;
        friend bool operator==(const Bin&, const Bin&) = default;
    };

    void add(std::int64_t value, std::int64_t count = 1);
    void merge(const SparseHistogram& other);
    /// By rising value.
    const std::vector<Bin>& bins() const { return bins_; }

    void write(ByteWriter& out) const { out.put_all(bins_); }
    /// \throws IoError for what is no such counts
    void read(ByteReader& in);
    friend bool operator==(const SparseHistogram&, const SparseHistogram&) = default;

private:
    std::vector<Bin> bins_;
};

/// The smallest value with at least `per_mille` / 1000 of n observations at or below it: rank ceil(n per_mille / 1000)
/// from below, at least 1. Observations that were not counted are `rest`, which is no smaller than any that was.
/// \pre n >= 1, no more than n were counted
std::int64_t quantile(const SparseHistogram& counts, std::int64_t n, std::int64_t per_mille, std::int64_t rest);

}  // namespace hadome
