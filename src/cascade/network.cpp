#include "cascade/network.hpp"

#include <algorithm>

#include "model/laws.hpp"

namespace hadome {

Network::Network(const Model& model, const Stores& stores, WorkBudget& budget)
    : model_{model},
      stores_{stores},
      budget_{budget},
      drop_bits_{Fixed::fraction_bits - model.quantum_bits},
      nodes_(model.nodes.size()),
      groups_(model.groups.size()),
      steps_(model.nodes.size(), 1),
      node_flags_(model.nodes.size()),
      group_flags_(model.groups.size()) {
    for (const GroupId id : ids_of(model.groups)) {
        const Group& group = model.groups[id];
        groups_[id].strength = group.strength;
        groups_[id].consumer = group.consumer;
        groups_[id].role = group.role;
        groups_[id].is_mean = group.combine == Combine::mean;
        groups_[id].is_lagged = group.lag > 0;
        groups_[id].has_stores = group.first_store != group.last_store;
        // A mean is kept up to date; other ways of combining ask every supplier.
        steps_[group.consumer] += groups_[id].is_mean ? 1 : static_cast<std::int32_t>(model.suppliers_of(id).size());
    }
    for (const NodeId id : ids_of(model.nodes)) {
        if (model.nodes[id].black_start) {
            can_start_black_.push_back(id);
        }
    }
}

void Network::reset() {
    for (const NodeId id : touched_nodes_) {
        nodes_[id] = NodeState{};
        node_flags_[id] = NodeFlags{};
    }
    for (const GroupId id : touched_groups_) {
        GroupState& group = groups_[id];
        group.weighted = 0;
        group.arrived = Delivery{};
        group.is_ignored = false;
        group_flags_[id] = GroupFlags{};
    }
    touched_nodes_.clear();
    touched_groups_.clear();
    work_.clear();
    left_over_.clear();
    changed_nodes_.clear();
    changed_groups_.clear();
    affected_.clear();
    black_started_.clear();
    keeps_before_ = false;
    evaluations_ = 0;
}

void Network::begin_instant() {
    for (const NodeId id : changed_nodes_) {
        node_flags_[id].changed = false;
    }
    for (const GroupId id : changed_groups_) {
        group_flags_[id].changed = false;
    }
    changed_nodes_.clear();
    changed_groups_.clear();
}

void Network::set_own(NodeId id, const OwnCapacity& own) {
    const bool worked = nodes_[id].own.deficit < Fixed::one();
    nodes_[id].own = own;
    mark(id);
    if (worked != (own.deficit < Fixed::one())) {
        // Stores of a node that is wholly down do not drain.
        for (const GroupId group : model_.groups_of(id)) {
            mark_changed(group);
        }
    }
}

void Network::set_arrived(GroupId id, const Delivery& delivery) {
    groups_[id].arrived = delivery;
    mark_changed(id);
    mark(groups_[id].consumer);
}

void Network::set_stores(GroupId id) {
    mark_changed(id);
    mark(groups_[id].consumer);
}

void Network::mark(NodeId id) {
    mark_changed(id);
    if (!node_flags_[id].queued) {
        node_flags_[id].queued = true;
        work_.push_back(id);
    }
}

void Network::mark_changed(NodeId id) {
    NodeFlags& flags = node_flags_[id];
    if (!flags.touched) {
        flags.touched = true;
        touched_nodes_.push_back(id);
    }
    if (!flags.changed) {
        flags.changed = true;
        changed_nodes_.push_back(id);
    }
}

void Network::mark_changed(GroupId id) {
    GroupFlags& flags = group_flags_[id];
    if (!flags.touched) {
        flags.touched = true;
        touched_groups_.push_back(id);
    }
    if (!flags.changed) {
        flags.changed = true;
        changed_groups_.push_back(id);
    }
}

Fixed Network::combined_supply(GroupId id) const {
    return combined_deficit(model_.groups[id], model_.suppliers_of(id),
                            [&](const Supplier& supplier) { return seen_of(supplier); });
}

bool Network::is_felt(GroupId id) const {
    if (contribution(id) == Fixed::zero()) {
        return false;
    }
    const NodeId consumer = groups_[id].consumer;
    const Node& node = model_.nodes[consumer];
    return node.law != Law::threshold ||
           trips(node, model_.groups_of(consumer), [&](GroupId group) { return contribution(group); });
}

Fixed Network::evaluate(NodeId id) const {
    const auto taken = [&](GroupId group) { return contribution(group); };
    return law_deficit(model_.nodes[id], nodes_[id].own.deficit, model_.groups_of(id), taken).floored(drop_bits_);
}

void Network::announce(NodeId id, Fixed deficit) {
    NodeState& state = nodes_[id];
    if (keeps_before_) {
        before_try_.emplace_back(id, state.deficit);
    }
    const Fixed before = std::exchange(state.deficit, deficit);
    budget_.spend(static_cast<std::int64_t>(model_.uses_of(id).size()));
    for (const Use& use : model_.uses_of(id)) {
        GroupState& group = groups_[use.group];
        const std::int64_t rise =
            claimed_deficit(model_, use.claim, deficit).raw() - claimed_deficit(model_, use.claim, before).raw();
        group.weighted += static_cast<Wide>(use.share.raw()) * rise;
        mark_changed(use.group);
        switch (group.role) {
            case GroupRole::operation:
                // Behind charged stores the consumer feels nothing; when they are dry, it will be marked.
                if (!group.is_lagged && !hidden(use.group)) {
                    mark(group.consumer);
                }
                break;
            case GroupRole::refill: {
                const GroupId fed = model_.groups[use.group].feeds;
                mark_changed(fed);
                if (!hidden(fed)) {
                    mark(group.consumer);
                }
                break;
            }
            case GroupRole::repair: break;  // felt by repair alone
        }
    }
}

bool Network::hidden(GroupId id) const {
    return groups_[id].has_stores && stores_.holds(id);
}

void Network::sweep(Phase phase) {
    // `work_` grows while it is read: announcing a change marks the consumers.
    for (std::size_t next = 0; next < work_.size(); ++next) {
        const NodeId id = work_[next];
        node_flags_[id].queued = false;
        ++evaluations_;
        budget_.spend(steps_[id]);
        const Fixed before = nodes_[id].deficit;
        const Fixed after = evaluate(id);
        if (phase == Phase::improve ? after < before : after > before) {
            announce(id, after);
        } else if (after != before) {
            left_over_.push_back(id);
        }
    }
    work_.clear();
}

void Network::settle() {
    sweep(Phase::improve);
    deteriorate_from_left_over();
    HADOME_AUDIT(laws_hold());
    trace_causes();
    while (!can_start_black_.empty() && start_black()) {
    }
}

/// Nodes that wait to fall are evaluated afresh: what improved since may have spared them.
void Network::deteriorate_from_left_over() {
    for (const NodeId id : left_over_) {
        mark(id);
    }
    left_over_.clear();
    sweep(Phase::deteriorate);
    HADOME_ENSURE(left_over_.empty());
}

bool Network::laws_hold() const {
    for (const GroupId id : ids_of(model_.groups)) {
        const auto afresh = combined_deficit(model_.groups[id], model_.suppliers_of(id), [&](const Supplier& supplier) {
            return claimed_deficit(model_, supplier.claim, nodes_[supplier.node].deficit);
        });
        if (supply_deficit(id) != afresh) {
            return false;
        }
    }
    for (const NodeId id : ids_of(model_.nodes)) {
        if (evaluate(id) != nodes_[id].deficit) {
            return false;
        }
    }
    return true;
}

}  // namespace hadome
