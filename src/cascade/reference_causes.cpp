#include "cascade/reference_causes.hpp"

#include <algorithm>

namespace hadome::reference {

Pointer Causes::pointer(NodeId node) const {
    if (situation_.nodes[node].deficit == Fixed::zero()) {
        return {};
    }
    const Own& own = situation_.own[node];
    if (model_.nodes[node].law == Law::threshold && !laws_.trips(node)) {
        return {own.cause, {}, {}};
    }
    Fixed most = own.deficit;
    GroupId binding;
    for (const GroupId group : model_.groups_of(node)) {
        const Fixed taken = laws_.taken(group);
        const bool first_name =
            binding.valid() && taken == most && model_.groups[group].name < model_.groups[binding].name;
        if (taken > most || first_name) {
            most = taken;
            binding = group;
        }
    }
    if (!binding.valid()) {
        return {own.cause, {}, {}};
    }
    if (model_.groups[binding].lag > 0) {
        return {situation_.arrived[binding].cause, {}, {}};
    }
    return {{}, laws_.binding_supplier(binding), binding};
}

IndexVector<NodeId, Pointer> Causes::pointers() const {
    IndexVector<NodeId, Pointer> pointers(model_.nodes.size());
    for (const NodeId node : ids_of(model_.nodes)) {
        pointers[node] = pointer(node);
    }
    return pointers;
}

IndexVector<NodeId, DamageId> Causes::roots(const IndexVector<NodeId, NodeNow>& before) const {
    const IndexVector<NodeId, Pointer> next = pointers();
    IndexVector<NodeId, DamageId> roots(model_.nodes.size());
    for (const NodeId start : ids_of(model_.nodes)) {
        std::set<NodeId> path;
        NodeId at = start;
        while (next[at].supplier.valid() && path.insert(at).second) {
            at = next[at].supplier;
        }
        if (!next[at].supplier.valid()) {
            roots[start] = next[at].damage;
            continue;
        }
        // `at` is the first member met of a closed chain. Members keep their causes; who had none asks on along the
        // chain.
        NodeId member = at;
        for (std::size_t step = 0; step < path.size() && !before[member].cause.valid(); ++step) {
            member = next[member].supplier;
        }
        roots[start] = before[member].cause.valid() ? before[member].cause : earliest_reaching(at, before);
    }
    return roots;
}

/// The earliest damage that reaches a node by any way on which something is missing: of those that act now, or else of
/// those that were the causes before.
DamageId Causes::earliest_reaching(NodeId start, const IndexVector<NodeId, NodeNow>& before) const {
    std::set<NodeId> reached{start};
    for (bool grew = true; grew;) {
        grew = false;
        for (const NodeId node : std::set<NodeId>(reached)) {
            for (const GroupId group : model_.groups_of(node)) {
                if (model_.groups[group].lag > 0 || !laws_.is_felt(node, group)) {
                    continue;
                }
                for (const Supplier& supplier : model_.suppliers_of(group)) {
                    if (laws_.has_part(model_.groups[group], supplier)) {
                        grew = reached.insert(supplier.node).second || grew;
                    }
                }
            }
        }
    }
    std::set<DamageId> acting;
    std::set<DamageId> earlier;
    for (const NodeId node : reached) {
        acting.insert(situation_.own[node].cause);
        earlier.insert(before[node].cause);
        for (const GroupId group : model_.groups_of(node)) {
            if (model_.groups[group].lag > 0 && laws_.is_felt(node, group)) {
                acting.insert(situation_.arrived[group].cause);
            }
        }
    }
    for (std::set<DamageId>* causes : {&acting, &earlier}) {
        causes->erase(DamageId{});
        if (!causes->empty()) {
            return *causes->begin();
        }
    }
    return {};
}

std::set<GroupId> Causes::black_start_groups() const {
    const IndexVector<NodeId, Pointer> next = pointers();
    std::set<GroupId> groups;
    for (const NodeId start : ids_of(model_.nodes)) {
        // As many steps as there are nodes end a chain that has an end.
        NodeId at = start;
        for (std::size_t step = 0; step < model_.nodes.size() && at.valid(); ++step) {
            at = next[at].supplier;
        }
        if (at.valid() && model_.nodes[start].black_start) {
            groups.insert(next[start].group);
        }
    }
    return groups;
}

IndexVector<NodeId, Classes> Causes::classes() const {
    IndexVector<NodeId, Classes> classes(model_.nodes.size());
    for (bool grew = true; grew;) {
        grew = false;
        for (const NodeId node : ids_of(model_.nodes)) {
            if (situation_.nodes[node].deficit == Fixed::zero()) {
                continue;
            }
            Classes all = situation_.own[node].classes;
            for (const GroupId group : model_.groups_of(node)) {
                if (laws_.is_felt(node, group)) {
                    all |= model_.groups[group].lag > 0 ? situation_.arrived[group].classes
                                                        : laws_.supply_classes(group, classes);
                }
            }
            grew = grew || all != classes[node];
            classes[node] = all;
        }
    }
    return classes;
}

}  // namespace hadome::reference
