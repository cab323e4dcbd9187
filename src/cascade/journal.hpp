#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/fixed.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"
#include "scenario/give_up.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// From `time` on, the node's announced inoperability is `deficit` and its root cause is `cause` (invalid when
/// nominal).
struct Change {
    Tick time = 0;
    NodeId node;
    Fixed deficit;
    DamageId cause;
    bool compound = false;  ///< active damages of two or more threat classes contribute to the deficit
    friend bool operator==(const Change&, const Change&) = default;
};

/// What happened beside changes of state, for those who explain a scenario.
struct Note {
    enum class Kind : std::int8_t {
        struck,         ///< damage
        dropped,        ///< damage: its node was down by damage of the kind, and repeats are ignored
        detected,       ///< damage
        crew_assigned,  ///< damage
        stage_mended,   ///< damage: some of its capacity is back
        mended,         ///< damage
        start_failed,   ///< store
        store_running,  ///< store: it bridges a deficit from now on
        store_empty,    ///< store
        black_started   ///< node
    };
    Tick time = 0;
    Kind kind = Kind::struck;
    std::int32_t index = 0;  ///< of the damage, store or node
    friend bool operator==(const Note&, const Note&) = default;
};

/// All that a simulation has to say: the changes of settled states in time order; within an instant by node.
struct Journal {
    std::vector<Change> changes;
    Tick end = 0;                  ///< when the last node was nominal again, or the cap on running off
    bool stuck = false;            ///< some node was not nominal at the cap
    GiveUp given_up = GiveUp::no;  ///< if not `no`, the changes are cut off and mean nothing
    std::int64_t dropped = 0;      ///< damages ignored because their node was down
    std::vector<DamageId> unmet;   ///< candidates that did not happen, for their node was not degraded; rising
    std::vector<Note> notes;       ///< in time order; kept only when asked for
    std::int64_t instants = 0;     ///< distinct times at which something happened
    std::int64_t evaluations = 0;  ///< node laws evaluated

    bool happened(DamageId damage) const { return !std::binary_search(unmet.begin(), unmet.end(), damage); }

    void clear() {
        Journal fresh;
        fresh.changes = std::move(changes);
        fresh.notes = std::move(notes);
        fresh.unmet = std::move(unmet);
        fresh.changes.clear();
        fresh.notes.clear();
        fresh.unmet.clear();
        *this = std::move(fresh);
    }
};

}  // namespace hadome
