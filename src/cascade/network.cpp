#include "cascade/network.hpp"

#include <algorithm>

#include "model/laws.hpp"

namespace hadome {

Network::Network(const Model& model)
    : model_{model},
      drop_bits_{Fixed::fraction_bits - model.quantum_bits},
      nodes_(model.nodes.size()),
      groups_(model.groups.size()),
      node_flags_(model.nodes.size()),
      group_flags_(model.groups.size()) {
    for (const GroupId id : ids_of(model.groups)) {
        groups_[id].buffer.reset(model.groups[id].buffer);
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
        group.buffer.reset(model_.groups[id].buffer);
        group_flags_[id] = GroupFlags{};
    }
    touched_nodes_.clear();
    touched_groups_.clear();
    work_.clear();
    left_over_.clear();
    changed_nodes_.clear();
    changed_groups_.clear();
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

void Network::set_own(NodeId id, Fixed deficit, DamageId cause) {
    nodes_[id].own_deficit = deficit;
    nodes_[id].own_cause = cause;
    mark(id);
}

void Network::set_arrived(GroupId id, const Delivery& delivery) {
    groups_[id].arrived = delivery;
    note_group(id);
    mark(model_.groups[id].consumer);
}

void Network::mark(NodeId id) {
    note_node(id);
    if (!node_flags_[id].queued) {
        node_flags_[id].queued = true;
        work_.push_back(id);
    }
}

void Network::note_node(NodeId id) {
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

void Network::note_group(GroupId id) {
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

Fixed Network::supply_deficit(GroupId id) const {
    const Group& group = model_.groups[id];
    if (group.combine == Combine::mean) {
        return Fixed::from_raw(static_cast<std::int64_t>(groups_[id].weighted >> Fixed::fraction_bits));
    }
    return combined_deficit(group, model_.suppliers_of(id), [&](const Supplier& supplier) {
        return claimed_deficit(model_, supplier.claim, nodes_[supplier.node].deficit);
    });
}

Fixed Network::seen_deficit(GroupId id) const {
    return model_.groups[id].lag > 0 ? groups_[id].arrived.deficit : supply_deficit(id);
}

Fixed Network::contribution(GroupId id) const {
    return times(model_.groups[id].strength, std::min(seen_deficit(id), groups_[id].buffer.ceiling()));
}

Fixed Network::evaluate(NodeId id) const {
    const auto taken = [&](GroupId group) { return contribution(group); };
    return law_deficit(model_.nodes[id], nodes_[id].own_deficit, model_.groups_of(id), taken).floored(drop_bits_);
}

void Network::announce(NodeId id, Fixed deficit) {
    NodeState& state = nodes_[id];
    const std::int64_t rise = deficit.raw() - state.deficit.raw();
    state.deficit = deficit;
    for (const Use& use : model_.uses_of(id)) {
        const Group& group = model_.groups[use.group];
        groups_[use.group].weighted += static_cast<Wide>(use.share.raw()) * rise;
        note_group(use.group);
        // Behind a charged store the consumer feels nothing; when the store is dry, it will be marked.
        if (group.lag == 0 && groups_[use.group].buffer.ceiling() > Fixed::zero()) {
            mark(group.consumer);
        }
    }
}

void Network::sweep(Phase phase) {
    // `work_` grows while it is read: announcing a change marks the consumers.
    for (std::size_t next = 0; next < work_.size(); ++next) {
        const NodeId id = work_[next];
        node_flags_[id].queued = false;
        ++evaluations_;
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
    // Nodes that wait to fall are evaluated afresh: what improved since may have spared them.
    for (const NodeId id : left_over_) {
        mark(id);
    }
    left_over_.clear();
    sweep(Phase::deteriorate);
    HADOME_ENSURE(left_over_.empty());
    HADOME_AUDIT(laws_hold());
    trace_causes();
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
