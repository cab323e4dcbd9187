#pragma once

#include <set>
#include <vector>

#include "core/fixed.hpp"
#include "core/time.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

/// The parts of the slow, obvious simulator (cascade/reference.hpp). Nothing here is used by any other code.
namespace hadome::reference {

/// A set of threat classes: bit k for class k.
using Classes = unsigned;

/// What active damages take from a node themselves.
struct Own {
    Fixed deficit;
    DamageId cause;
    Classes classes = 0;  ///< of the damages whose present stage takes anything
};

struct NodeNow {
    Fixed deficit;
    DamageId cause;
    Classes classes = 0;
};

/// What the suppliers of a group lack.
struct Supply {
    Fixed deficit;
    DamageId cause;
    Classes classes = 0;
    friend bool operator==(const Supply&, const Supply&) = default;
};

/// A value from `time` on, until the next entry's time.
template <class T>
struct Piece {
    Tick time = 0;
    T value{};
};
template <class T>
using History = std::vector<Piece<T>>;

template <class T>
T value_at(const History<T>& history, Tick time) {
    T value{};
    for (const Piece<T>& piece : history) {
        if (piece.time <= time) {
            value = piece.value;
        }
    }
    return value;
}

/// The nodes of one instant, and what they depend on beside each other and the stores.
struct Situation {
    IndexVector<NodeId, Own> own;
    IndexVector<GroupId, Supply> arrived;  ///< what lagged groups see
    IndexVector<NodeId, NodeNow> nodes;
    std::set<GroupId> ignored;  ///< groups that a black start does without
};

}  // namespace hadome::reference
