#include "model/stuck_state.hpp"

#include <algorithm>
#include <utility>

#include "model/laws.hpp"

namespace hadome {

StuckState::StuckState(const Model& model)
    : model_{model},
      deficit_(model.nodes.size(), Fixed::one()),
      stalled_(model.nodes.size()),
      holders_(model.crew_pools.size()),
      served_(model.crew_pools.size()),
      ignored_(model.groups.size()),
      is_marked_(model.nodes.size()),
      // A circle of gain 0.999 needs some 14 000 improvements of each member at a quantum of 2^-20.
      improvements_left_{20'000'000 + 1000 * static_cast<std::int64_t>(model.nodes.size())} {
    for (const NodeId node : ids_of(model.nodes)) {
        stalled_[node] = stalled_kinds(node);
        for (int kind = 0; kind < damage_kind_count; ++kind) {
            if (const CrewPoolId pool = model.crew_duty(node, static_cast<DamageKind>(kind)).pool; pool.valid()) {
                served_[pool].push_back(node);
                holders_[pool] += stalled_[node] >> static_cast<unsigned>(kind) & 1U;
            }
        }
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
            update_repair(id);
            const Fixed own = waits_for_repair(id) ? Fixed::one() : Fixed::zero();
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

/// Kinds of damage on which work goes on at speed 0: see Repair::speed.
StuckState::KindSet StuckState::stalled_kinds(NodeId node) const {
    KindSet kinds = 0;
    if (model_.nodes[node].min_speed == Fixed::zero()) {
        for (const GroupId group : model_.repair_groups_of(node)) {
            if (taken(group) == Fixed::one()) {
                kinds = static_cast<KindSet>(kinds | model_.groups[group].repairs);
            }
        }
    }
    return kinds;
}

/// Work that goes on again will give its crew back one day.
void StuckState::update_repair(NodeId node) {
    const KindSet before = std::exchange(stalled_[node], stalled_kinds(node));
    for (int kind = 0; kind < damage_kind_count; ++kind) {
        const unsigned bit = 1U << static_cast<unsigned>(kind);
        const CrewPoolId pool = model_.crew_duty(node, static_cast<DamageKind>(kind)).pool;
        if (pool.valid() && (before & bit) != 0 && (stalled_[node] & bit) == 0 && --holders_[pool] == 0) {
            for (const NodeId waiting : served_[pool]) {
                mark(waiting);
            }
        }
    }
}

/// A stalled node may hold any number of crews, for it may be damaged again and again.
bool StuckState::waits_for_crew(NodeId node) const {
    return stalled_[node] == 0 && held_up_by(node).valid();
}

/// A node that may hold all crews of a pool that this one needs; invalid if there is none.
NodeId StuckState::held_up_by(NodeId node) const {
    for (int kind = 0; kind < damage_kind_count; ++kind) {
        const CrewPoolId pool = model_.crew_duty(node, static_cast<DamageKind>(kind)).pool;
        if (!pool.valid() || holders_[pool] == 0) {
            continue;
        }
        for (const NodeId other : served_[pool]) {
            for (int of = 0; of < damage_kind_count; ++of) {
                if ((stalled_[other] >> static_cast<unsigned>(of) & 1U) != 0 &&
                    model_.crew_duty(other, static_cast<DamageKind>(of)).pool == pool) {
                    return other;
                }
            }
        }
    }
    return {};
}

/// Whom a node that is down waits for.
NodeId StuckState::next(NodeId node) const {
    if (waits_for_crew(node)) {
        return held_up_by(node);
    }
    // Where the improvement was given up, a node may wait for nobody any more.
    const GroupId group = binding_group(node);
    return group.valid() ? binding_supplier(group) : NodeId{};
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
    if (waits_for_crew(member)) {
        return {};
    }
    GroupId binding;
    Fixed most;
    for (const GroupId group : stalled_[member] != 0 ? model_.repair_groups_of(member) : model_.groups_of(member)) {
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
            node = next(node);
        }
        if (node.valid() && marks[node] == Mark::on_path) {
            circles_.emplace_back(std::find(path.begin(), path.end(), node), path.end());
        }
        for (const NodeId visited : path) {
            marks[visited] = Mark::done;
        }
    }
}

bool StuckState::keeps_from_starting(NodeId node) const {
    return waits_for_repair(node) || model_.groups[binding_group(node)].lag > 0;
}

/// Nodes with black start from which a way leads into a circle, with nobody on it who keeps them from starting.
std::vector<NodeId> StuckState::free_to_start() const {
    enum class Way : char { unseen, on_path, open, barred };
    IndexVector<NodeId, Way> ways(model_.nodes.size(), Way::unseen);
    std::vector<NodeId> found;
    std::vector<NodeId> path;
    for (const NodeId start : ids_of(model_.nodes)) {
        if (!model_.nodes[start].black_start || !contains(start)) {
            continue;
        }
        path.clear();
        NodeId at = start;
        while (at.valid() && contains(at) && ways[at] == Way::unseen) {
            ways[at] = Way::on_path;
            path.push_back(at);
            at = next(at);
        }
        Way end = Way::barred;  // behind it is no circle
        if (at.valid() && contains(at)) {
            end = ways[at];
        }
        if (end == Way::on_path) {
            const auto circle = std::find(path.begin(), path.end(), at);
            const bool barred = std::any_of(circle, path.end(), [&](NodeId node) { return keeps_from_starting(node); });
            end = barred ? Way::barred : Way::open;
        }
        for (auto node = path.rbegin(); node != path.rend(); ++node) {
            end = end == Way::open && !keeps_from_starting(*node) ? Way::open : Way::barred;
            ways[*node] = end;
        }
        if (ways[start] == Way::open) {
            found.push_back(start);
        }
    }
    return found;
}

/// False when nobody is free to. Every group is ignored at most once, so this ends.
bool StuckState::start_black() {
    for (const NodeId node : free_to_start()) {
        ignored_[binding_group(node)] = 1;
        mark(node);
    }
    return !marked_.empty();
}

}  // namespace hadome
