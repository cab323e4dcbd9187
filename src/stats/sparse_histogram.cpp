#include "stats/sparse_histogram.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace hadome {

void SparseHistogram::add(std::int64_t value, std::int64_t count) {
    const auto at = std::lower_bound(bins_.begin(), bins_.end(), value,
                                     [](const Bin& bin, std::int64_t wanted) { return bin.value < wanted; });
    if (at != bins_.end() && at->value == value) {
        at->count += count;
    } else {
        bins_.insert(at, {value, count});
    }
}

void SparseHistogram::merge(const SparseHistogram& other) {
    for (const Bin& bin : other.bins_) {
        add(bin.value, bin.count);
    }
}

void SparseHistogram::read(ByteReader& in) {
    bins_ = in.get_all<Bin>();
    const auto is_damaged = [](const Bin& bin) { return bin.count <= 0; };
    const auto does_not_rise = [](const Bin& a, const Bin& b) { return a.value >= b.value; };
    if (std::any_of(bins_.begin(), bins_.end(), is_damaged) ||
        std::adjacent_find(bins_.begin(), bins_.end(), does_not_rise) != bins_.end()) {
        throw IoError("counts of numbers are damaged");
    }
}

std::int64_t quantile(const SparseHistogram& counts, std::int64_t n, std::int64_t per_mille, std::int64_t rest) {
    HADOME_EXPECT(n >= 1 && per_mille >= 0 && per_mille <= 1000);
    const std::int64_t rank = std::max<std::int64_t>((n * per_mille + 999) / 1000, 1);
    std::int64_t below = 0;
    for (const SparseHistogram::Bin& bin : counts.bins()) {
        below += bin.count;
        if (below >= rank) {
            return bin.value;
        }
    }
    HADOME_ENSURE(below <= n);
    return rest;
}

}  // namespace hadome
