#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/number_set.hpp"

namespace hadome {

/// Parameter uncertainty is drawn once a world; with every parameter known there is one.
inline constexpr std::uint64_t only_world = 0;

/// A work item, which is dealt out, simulated and counted exactly once, is a range of scenarios between two multiples
/// of this. Small enough that one dear scenario holds up few others and that the last items of a run end together on
/// many threads, large enough that fetching and counting one costs nothing beside simulating it. Results do not depend
/// on it.
inline constexpr std::int64_t item_size = 16;

/// A range of scenarios cut into items.
inline std::vector<NumberRange> items_of(NumberRange scenarios) {
    std::vector<NumberRange> items;
    for (std::int64_t first = scenarios.first; first < scenarios.last;) {
        const std::int64_t boundary = (first / item_size + 1) * item_size;
        items.push_back({first, std::min(boundary, scenarios.last)});
        first = items.back().last;
    }
    return items;
}

}  // namespace hadome
