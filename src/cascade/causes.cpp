// Root causes: after settling, every node that is not nominal points to what binds it; its cause is the damage at the
// end of the chain of pointers.

#include <algorithm>
#include <set>

#include "cascade/network.hpp"
#include "model/laws.hpp"

namespace hadome {

NodeId Network::binding_supplier(GroupId id) const {
    budget_.spend(static_cast<std::int64_t>(model_.suppliers_of(id).size()));
    return find_binding_supplier(model_, id, [&](const Supplier& supplier) { return seen_of(supplier); });
}

/// The group that takes most, if that is more than the node's own damages do; invalid else.
GroupId Network::binding_group(NodeId id) const {
    Fixed most = nodes_[id].own.deficit;
    GroupId binding;
    const auto taken_by = [&](GroupId group) { return contribution(group); };
    if (model_.nodes[id].law == Law::threshold && !trips(model_.nodes[id], model_.groups_of(id), taken_by)) {
        return {};
    }
    for (const GroupId group : model_.groups_of(id)) {
        const Fixed taken = contribution(group);
        const bool by_name =
            binding.valid() && taken == most && model_.groups[group].rank < model_.groups[binding].rank;
        if (taken > most || by_name) {
            most = taken;
            binding = group;
        }
    }
    return binding;
}

Binding Network::find_binding(NodeId id) const {
    if (nodes_[id].deficit == Fixed::zero()) {
        return {};
    }
    const GroupId binding = binding_group(id);
    if (!binding.valid()) {
        return {nodes_[id].own.cause, NodeId{}};
    }
    if (groups_[binding].is_lagged) {
        return {groups_[binding].arrived.cause, NodeId{}};
    }
    return {DamageId{}, binding_supplier(binding)};
}

DamageId Network::cause_of_seen(GroupId id) const {
    return groups_[id].is_lagged ? groups_[id].arrived.cause : nodes_[binding_supplier(id)].cause;
}

Delivery Network::delivery(GroupId id) const {
    const Fixed deficit = supply_deficit(id);
    return deficit == Fixed::zero() ? Delivery{} : Delivery{deficit, nodes_[binding_supplier(id)].cause, 0};
}

/// Brings the pointers up to date; who points elsewhere than before is affected.
void Network::point_to_bindings() {
    for (const NodeId id : changed_nodes_) {
        budget_.spend(steps_[id]);
        const Binding binding = find_binding(id);
        if (binding == nodes_[id].binding) {
            continue;
        }
        nodes_[id].binding = binding;
        if (!node_flags_[id].affected) {
            node_flags_[id].affected = true;
            affected_.push_back(id);
        }
    }
}

void Network::trace_causes() {
    point_to_bindings();
    collect_affected();
    for (const NodeId id : affected_) {
        nodes_[id].cause_before = nodes_[id].cause;
    }
    for (const NodeId id : affected_) {
        resolve(id);
    }
    for (const NodeId id : affected_) {
        node_flags_[id].affected = false;
        node_flags_[id].resolved = false;
    }
    affected_.clear();
}

void Network::collect_affected() {
    for (std::size_t next = 0; next < affected_.size(); ++next) {
        const NodeId id = affected_[next];
        budget_.spend(static_cast<std::int64_t>(model_.uses_of(id).size()));
        for (const Use& use : model_.uses_of(id)) {
            const NodeId consumer = groups_[use.group].consumer;
            if (nodes_[consumer].binding.supplier == id && !node_flags_[consumer].affected) {
                node_flags_[consumer].affected = true;
                affected_.push_back(consumer);
            }
        }
    }
}

void Network::resolve(NodeId start) {
    path_.clear();
    NodeId at = start;
    const auto unknown = [&](NodeId id) { return node_flags_[id].affected && !node_flags_[id].resolved; };
    while (at.valid() && unknown(at) && !node_flags_[at].on_path) {
        node_flags_[at].on_path = true;
        path_.push_back(at);
        at = nodes_[at].binding.supplier;
    }
    if (at.valid() && node_flags_[at].on_path) {
        resolve_closed_chain(static_cast<std::size_t>(std::find(path_.begin(), path_.end(), at) - path_.begin()));
    }
    for (auto it = path_.rbegin(); it != path_.rend(); ++it) {
        if (unknown(*it)) {
            const Binding& binding = nodes_[*it].binding;
            set_cause(*it, binding.supplier.valid() ? nodes_[binding.supplier].cause : binding.damage);
        }
        node_flags_[*it].on_path = false;
    }
}

void Network::resolve_closed_chain(std::size_t first_on_path) {
    const std::size_t last = path_.size() - 1;
    const auto has_cause = [&](NodeId id) { return nodes_[id].cause_before.valid(); };
    const auto anchor =
        std::find_if(path_.begin() + static_cast<std::ptrdiff_t>(first_on_path), path_.end(), has_cause);
    // A new chain has no cause to keep: it takes the earliest damage that reaches it by any way.
    DamageId inherited = anchor != path_.end() ? nodes_[*anchor].cause_before : earliest_reaching(path_[first_on_path]);
    // Against the pointers: whoever had no cause takes that of the member it points to.
    for (std::size_t place = last + 1; place-- > first_on_path;) {
        const NodeId id = path_[place];
        inherited = has_cause(id) ? nodes_[id].cause_before : inherited;
        set_cause(id, inherited);
    }
}

DamageId Network::earliest_reaching(NodeId start) const {
    DamageId earliest;
    DamageId earliest_before;
    const auto take = [](DamageId& best, DamageId candidate) {
        if (candidate.valid() && (!best.valid() || candidate < best)) {
            best = candidate;
        }
    };
    std::set<NodeId> seen{start};
    std::vector<NodeId> to_visit{start};
    while (!to_visit.empty()) {
        const NodeId id = to_visit.back();
        to_visit.pop_back();
        budget_.spend(steps_[id]);
        const NodeState& state = nodes_[id];
        take(earliest, state.own.cause);
        take(earliest_before, node_flags_[id].affected ? state.cause_before : state.cause);
        for (const GroupId group : model_.groups_of(id)) {
            if (!is_felt(group)) {
                continue;
            }
            if (groups_[group].is_lagged) {
                take(earliest, groups_[group].arrived.cause);
                continue;
            }
            budget_.spend(static_cast<std::int64_t>(model_.suppliers_of(group).size()));
            for (const Supplier& supplier : model_.suppliers_of(group)) {
                if (has_part(model_.groups[group], supplier.share, seen_of(supplier)) &&
                    seen.insert(supplier.node).second) {
                    to_visit.push_back(supplier.node);
                }
            }
        }
    }
    return earliest.valid() ? earliest : earliest_before;
}

void Network::set_cause(NodeId id, DamageId cause) {
    node_flags_[id].resolved = true;
    if (nodes_[id].cause == cause) {
        return;
    }
    nodes_[id].cause = cause;
    mark_changed(id);
    for (const Use& use : model_.uses_of(id)) {
        mark_changed(use.group);
    }
}

}  // namespace hadome
