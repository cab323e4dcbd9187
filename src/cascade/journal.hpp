#pragma once

#include <cstdint>
#include <vector>

#include "core/fixed.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// From `time` on, the node's announced inoperability is `deficit` and its root cause is `cause` (invalid when
/// nominal).
struct Change {
    Tick time = 0;
    NodeId node;
    Fixed deficit;
    DamageId cause;
    friend bool operator==(const Change&, const Change&) = default;
};

/// All that a simulation has to say: the changes of settled states in time order; within an instant by node.
struct Journal {
    std::vector<Change> changes;
    Tick end = 0;                  ///< when the last node was nominal again, or the cap on running off
    bool stuck = false;            ///< some node was not nominal at the cap
    std::int64_t instants = 0;     ///< distinct times at which something happened
    std::int64_t evaluations = 0;  ///< node laws evaluated

    void clear() {
        *this = Journal{std::move(changes)};
        changes.clear();
    }
};

}  // namespace hadome
