#include "model/stuck_state.hpp"

#include <algorithm>

#include "model/laws.hpp"

namespace hadome {

StuckState::StuckState(const Model& model)
    : model_{model},
      deficit_(model.nodes.size(), Fixed::one()),
      mended_(model.nodes.size()),
      ignored_(model.groups.size()),
      is_marked_(model.nodes.size()),
      // A circle of gain 0.999 needs some 14 000 improvements of each member at a quantum of 2^-20.
      improvements_left_{20'000'000 + 1000 * static_cast<std::int64_t>(model.nodes.size())} {
    for (const NodeId node : ids_of(model.nodes)) {
        mark(node);
    }
    do {
        improve();
        find_circles();
    } while (!too_slow_ && start_black());
}

void StuckState::mark(NodeId node) {
    if (is_marked_[node] == 0) {
        is_marked_[node] = 1;
        marked_.push_back(node);
    }
}

void StuckState::improve() {
    const auto taken_by = [&](GroupId group) { return taken(group); };
    while (!marked_.empty()) {
        work_.swap(marked_);
        marked_.clear();
        for (const NodeId id : work_) {
            is_marked_[id] = 0;
            mended_[id] = can_be_mended(id) ? 1 : 0;
            const Fixed own = mended_[id] != 0 ? Fixed::zero() : Fixed::one();
            const Fixed better = law_deficit(model_.nodes[id], own, model_.groups_of(id), taken_by)
                                     .floored(Fixed::fraction_bits - model_.quantum_bits);
            if (better == deficit_[id]) {
                continue;
            }
            if (--improvements_left_ < 0) {
                too_slow_ = true;
                return;
            }
            deficit_[id] = better;
            for (const Use& use : model_.uses_of(id)) {
                if (model_.groups[use.group].role != GroupRole::refill) {
                    mark(model_.groups[use.group].consumer);
                }
            }
        }
    }
}

/// Whether work on damage of every kind goes on: see Repair::speed.
bool StuckState::can_be_mended(NodeId node) const {
    if (model_.nodes[node].min_speed > Fixed::zero()) {
        return true;
    }
    for (const GroupId group : model_.repair_groups_of(node)) {
        if (taken(group) == Fixed::one()) {
            return false;
        }
    }
    return true;
}

Fixed StuckState::seen_deficit(const Supplier& supplier) const {
    return claimed_deficit(model_, supplier.claim, deficit_[supplier.node]);
}

Fixed StuckState::taken(GroupId id) const {
    if (ignored_[id] != 0) {
        return Fixed::zero();
    }
    const Group& group = model_.groups[id];
    return times(group.strength, combined_deficit(group, model_.suppliers_of(id),
                                                  [&](const Supplier& supplier) { return seen_deficit(supplier); }));
}

GroupId StuckState::binding_group(NodeId member) const {
    GroupId binding;
    Fixed most;
    for (const GroupId group : waits_for_repair(member) ? model_.repair_groups_of(member) : model_.groups_of(member)) {
        if (const Fixed takes = taken(group); takes > most) {
            binding = group;
            most = takes;
        }
    }
    return binding;
}

/// The same choice as that of root causes.
NodeId StuckState::binding_supplier(GroupId id) const {
    return find_binding_supplier(model_, id, [&](const Supplier& supplier) { return seen_deficit(supplier); });
}

void StuckState::find_circles() {
    enum class Mark : char { unseen, on_path, done };
    circles_.clear();
    IndexVector<NodeId, Mark> marks(model_.nodes.size(), Mark::unseen);
    std::vector<NodeId> path;
    for (const NodeId start : ids_of(model_.nodes)) {
        path.clear();
        NodeId node = start;
        while (node.valid() && contains(node) && marks[node] == Mark::unseen) {
            marks[node] = Mark::on_path;
            path.push_back(node);
            // Where the improvement was given up, a node may wait for nobody any more.
            const GroupId group = binding_group(node);
            node = group.valid() ? binding_supplier(group) : NodeId{};
        }
        if (node.valid() && marks[node] == Mark::on_path) {
            circles_.emplace_back(std::find(path.begin(), path.end(), node), path.end());
        }
        for (const NodeId visited : path) {
            marks[visited] = Mark::done;
        }
    }
}

/// False when no member of a circle can start by itself. Every group is ignored at most once, so this ends.
bool StuckState::start_black() {
    const auto keeps_from_starting = [&](NodeId member) {
        return waits_for_repair(member) || model_.groups[binding_group(member)].lag > 0;
    };
    for (const std::vector<NodeId>& circle : circles_) {
        if (std::any_of(circle.begin(), circle.end(), keeps_from_starting)) {
            continue;
        }
        for (const NodeId member : circle) {
            if (model_.nodes[member].black_start) {
                ignored_[binding_group(member)] = 1;
                mark(member);
            }
        }
    }
    return !marked_.empty();
}

}  // namespace hadome
