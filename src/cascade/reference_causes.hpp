#pragma once

#include <set>

#include "cascade/reference_laws.hpp"
#include "cascade/reference_state.hpp"

namespace hadome::reference {

/// What binds a node: a damage (its own, or one that came with a lagged supply) or a supplier; neither when nominal.
struct Pointer {
    DamageId damage;
    NodeId supplier;
    GroupId group;  ///< through which the supplier binds
};

/// Why the nodes of a situation are where they are.
class Causes {
public:
    Causes(const Model& model, const Laws& laws, const Situation& situation)
        : model_{model}, laws_{laws}, situation_{situation} {}

    /// Root cause of every node. \param before the settled state before this one: closed chains keep its causes
    IndexVector<NodeId, DamageId> roots(const IndexVector<NodeId, NodeNow>& before) const;

    /// Binding groups of the nodes with black start whose pointers lead into closed chains.
    std::set<GroupId> black_start_groups() const;

    /// Threat classes of the active damages that contribute to each node's deficit: the least sets that agree with one
    /// another.
    IndexVector<NodeId, Classes> classes() const;

private:
    Pointer pointer(NodeId node) const;
    IndexVector<NodeId, Pointer> pointers() const;
    DamageId earliest_reaching(NodeId node, const IndexVector<NodeId, NodeNow>& before) const;

    const Model& model_;
    const Laws& laws_;
    const Situation& situation_;
};

}  // namespace hadome::reference
