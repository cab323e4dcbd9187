#pragma once

#include "cascade/reference_state.hpp"
#include "cascade/reference_stores.hpp"

namespace hadome::reference {

/// What follows from a situation by the written laws: nothing is kept, all is worked out when asked for.
class Laws {
public:
    Laws(const Model& model, const Stores& stores, const Situation& situation)
        : model_{model}, stores_{stores}, situation_{situation} {}

    /// Inoperability of a supplier as its consumer sees it, after those with an earlier claim.
    Fixed missing(const Supplier& supplier) const;
    /// Deficit of the supply of a group, before lag and stores.
    Fixed supply_deficit(GroupId group) const;
    /// After the lag.
    Fixed seen(GroupId group) const;
    /// Strength x what the stores let through: what the group takes from its consumer.
    Fixed taken(GroupId group) const;
    /// Whether the groups of a node of the law `threshold` bring it down.
    bool trips(NodeId node) const;
    /// Announced inoperability by the node's law.
    Fixed deficit(NodeId node) const;
    /// Speed of repair of damage of a kind.
    Fixed speed(NodeId node, DamageKind kind) const;
    /// The supplier that decides a group's supply; invalid if none lacks anything that matters.
    NodeId binding_supplier(GroupId group) const;
    /// Whether a supplier has a part in what its group lacks.
    bool has_part(const Group& group, const Supplier& supplier) const;
    /// Whether what the group takes has a part in the deficit of the node, which is its consumer.
    bool is_felt(NodeId node, GroupId group) const;
    /// Threat classes of all suppliers that have a part in what the group lacks.
    Classes supply_classes(GroupId group, const IndexVector<NodeId, Classes>& classes) const;

private:
    bool is_good(const Group& group, const Supplier& supplier) const;
    /// How much a supplier binds its group: larger is more.
    Wide binding_weight(const Group& group, const Supplier& supplier) const;

    const Model& model_;
    const Stores& stores_;
    const Situation& situation_;
};

}  // namespace hadome::reference
