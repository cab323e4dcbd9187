#pragma once

#include <algorithm>
#include <cstdint>

#include "core/check.hpp"

namespace hadome {

/// Parameter uncertainty is drawn once a world; with every parameter known there is one.
inline constexpr std::uint64_t only_world = 0;

/// The unit that is dealt out, simulated and counted exactly once: scenarios [first, last).
struct WorkItem {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t size() const { return last - first; }
    friend bool operator==(const WorkItem&, const WorkItem&) = default;
};

/// A run cut into work items. All are of one size, the last perhaps shorter; what an item contains depends on its
/// number alone, so that a run extended by more scenarios keeps its items.
class WorkPlan {
public:
    /// Small enough that the last items of a run end together on many threads, large enough that fetching one costs
    /// nothing beside simulating it.
    static constexpr std::int64_t item_size = 64;

    explicit WorkPlan(std::int64_t scenarios) : scenarios_{scenarios} { HADOME_EXPECT(scenarios >= 0); }

    std::int64_t scenarios() const { return scenarios_; }
    std::int64_t items() const { return (scenarios_ + item_size - 1) / item_size; }
    WorkItem item(std::int64_t number) const {
        HADOME_EXPECT(number >= 0 && number < items());
        const std::int64_t first = number * item_size;
        return {first, std::min(first + item_size, scenarios_)};
    }

private:
    std::int64_t scenarios_;
};

}  // namespace hadome
