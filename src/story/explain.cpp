#include "story/explain.hpp"

#include <algorithm>

#include "model/laws.hpp"

namespace hadome {

Reason Explainer::lack(GroupId id, Tick time) const {
    const Model& model = timeline_.model();
    Reason reason;
    reason.kind = Reason::Kind::supply;
    reason.group = id;
    reason.seen_at = time - model.groups[id].lag;
    reason.supplier = find_binding_supplier(model, id, [&](const Supplier& supplier) {
        return claimed_deficit(model, supplier.claim, timeline_.deficit(supplier.node, reason.seen_at));
    });
    if (!reason.supplier.valid()) {
        reason.supplier = model.suppliers_of(id).front().node;  // enough are good: the first stands for the group
    }
    reason.taken = timeline_.taken(id, time);
    reason.supplier_deficit = timeline_.deficit(reason.supplier, reason.seen_at);
    reason.supplier_since = timeline_.down_since(reason.supplier, reason.seen_at);
    reason.supplier_unchanged = timeline_.unchanged_since(reason.supplier, reason.seen_at) == reason.supplier_since;
    for (const StoreId store : model.stores_of(id)) {
        if (timeline_.failed(store, time)) {
            reason.failed.push_back(store);
        }
    }
    reason.used_up = reason.failed.size() < model.stores_of(id).size() && reason.taken > Fixed::zero();
    return reason;
}

bool Explainer::leads_to(const Reason& reason, DamageId root) const {
    return reason.kind == Reason::Kind::damage ? reason.damage == root
                                               : timeline_.cause(reason.supplier, reason.seen_at) == root;
}

Reason Explainer::reason(NodeId node, Tick time) const {
    if (timeline_.deficit(node, time) == Fixed::zero()) {
        return {};
    }
    const Model& model = timeline_.model();
    std::vector<Reason> found;
    const Timeline::Own own = timeline_.own(node, time);
    if (own.deficit > Fixed::zero()) {
        Reason reason;
        reason.kind = Reason::Kind::damage;
        reason.damage = own.cause;
        reason.taken = own.deficit;
        found.push_back(reason);
    }
    const auto taken = [&](GroupId group) { return timeline_.taken(group, time); };
    const bool by_groups = model.nodes[node].law != Law::threshold ||
                           trips(model.nodes[node], model.groups_of(node), taken) || found.empty();
    if (by_groups) {
        for (const GroupId group : model.groups_of(node)) {
            if (taken(group) > Fixed::zero()) {
                found.push_back(lack(group, time));
            }
        }
    }
    if (found.empty()) {
        // Something passed a store that was thought to hold: what is missing there is the best guess.
        for (const GroupId group : model.groups_of(node)) {
            const Fixed seen = timeline_.seen_deficit(group, time);
            if (seen > Fixed::zero()) {
                found.push_back(lack(group, time));
                found.back().taken = times(model.groups[group].strength, seen);
                found.back().used_up = found.back().failed.size() < model.stores_of(group).size();
            }
        }
    }
    if (found.empty()) {
        return {};
    }
    // In the order of names, which is how ties go; a node's own damage goes before all.
    std::stable_sort(found.begin(), found.end(), [](const Reason& a, const Reason& b) { return a.taken > b.taken; });
    const Fixed by_law = law_deficit(model.nodes[node], own.deficit, model.groups_of(node), taken)
                             .floored(Fixed::fraction_bits - model.quantum_bits);
    if (by_law == timeline_.deficit(node, time)) {
        return found.front();
    }
    const DamageId root = timeline_.cause(node, time);
    const auto fitting =
        std::find_if(found.begin(), found.end(), [&](const Reason& reason) { return leads_to(reason, root); });
    return fitting != found.end() ? *fitting : found.front();
}

std::vector<Reason> Explainer::chain(NodeId node, Tick time) const {
    std::vector<Reason> chain;
    std::vector<NodeId> met;
    while (chain.size() < longest_chain && std::find(met.begin(), met.end(), node) == met.end()) {
        met.push_back(node);
        const Reason next = reason(node, time);
        if (next.kind == Reason::Kind::none) {
            break;
        }
        chain.push_back(next);
        if (next.kind == Reason::Kind::damage) {
            break;
        }
        node = next.supplier;
        time = next.seen_at;
    }
    return chain;
}

}  // namespace hadome
