#pragma once

#include <algorithm>
#include <vector>

#include "model/ids.hpp"

namespace hadome {

/// Regions in which a row holds; none named: all.
using OnlyIn = std::vector<RegionId>;

inline bool holds_in(const OnlyIn& only_in, RegionId region) {
    return only_in.empty() || std::find(only_in.begin(), only_in.end(), region) != only_in.end();
}

/// Whether two rows may hold in one region.
inline bool meet(const OnlyIn& a, const OnlyIn& b) {
    return a.empty() || b.empty() ||
           std::any_of(a.begin(), a.end(), [&](RegionId region) { return holds_in(b, region); });
}

}  // namespace hadome
