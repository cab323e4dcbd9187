#include "cascade/own_capacity.hpp"

#include <algorithm>

namespace hadome {

void OwnDamages::reset(const Scenario& scenario) {
    for (const NodeId id : touched_) {
        Node& node = nodes_[id];
        node.heap.clear();
        node.active.fill(0);
        node.taking.fill(0);
    }
    touched_.clear();
    stages_.assign(scenario.damages.size(), 0);
}

void OwnDamages::arrive(const Scenario& scenario, DamageId id) {
    const Damage& damage = scenario.damages[id];
    Node& node = nodes_[damage.node];
    touched_.push_back(damage.node);
    ++node.active[static_cast<std::size_t>(damage.kind)];
    stages_[id] = damage.first_stage;
    enter_stage(scenario, id, +1);
}

bool OwnDamages::finish_stage(const Scenario& scenario, DamageId id) {
    const Damage& damage = scenario.damages[id];
    enter_stage(scenario, id, -1);
    if (++stages_[id] < damage.last_stage) {
        enter_stage(scenario, id, +1);
        return true;
    }
    --nodes_[damage.node].active[static_cast<std::size_t>(damage.kind)];
    return false;
}

/// Counts the present stage in or out.
void OwnDamages::enter_stage(const Scenario& scenario, DamageId id, std::int32_t change) {
    const Damage& damage = scenario.damages[id];
    const Fixed deficit = stage(scenario, id).deficit;
    if (deficit == Fixed::zero()) {
        return;
    }
    Node& node = nodes_[damage.node];
    node.taking[static_cast<std::size_t>(scenario.events[damage.event].threat)] += change;
    if (change > 0) {
        node.heap.push_back({deficit, id, stages_[id]});
        std::push_heap(node.heap.begin(), node.heap.end());
    }
}

OwnCapacity OwnDamages::capacity(NodeId id) {
    Node& node = nodes_[id];
    while (!node.heap.empty() && stages_[node.heap.front().damage] != node.heap.front().stage) {
        std::pop_heap(node.heap.begin(), node.heap.end());
        node.heap.pop_back();
    }
    OwnCapacity own;
    if (!node.heap.empty()) {
        own.deficit = node.heap.front().deficit;
        own.cause = node.heap.front().damage;
    }
    for (std::size_t k = 0; k < threat_class_count; ++k) {
        own.classes |= node.taking[k] > 0 ? static_cast<ClassSet>(1U << k) : ClassSet{0};
    }
    return own;
}

}  // namespace hadome
