#include "cascade/own_capacity.hpp"

namespace hadome {

void OwnDamages::reset(const Scenario& scenario) {
    for (const NodeId id : touched_) {
        first_[id] = DamageId{};
    }
    touched_.clear();
    progress_.assign(scenario.damages.size(), Progress{});
}

void OwnDamages::arrive(const Scenario& scenario, DamageId id) {
    const Damage& damage = scenario.damages[id];
    progress_[id] = {damage.first_stage, first_[damage.node]};
    first_[damage.node] = id;
    touched_.push_back(damage.node);
}

bool OwnDamages::finish_stage(const Scenario& scenario, DamageId id) {
    const Damage& damage = scenario.damages[id];
    if (++progress_[id].stage < damage.last_stage) {
        return true;
    }
    DamageId* link = &first_[damage.node];
    while (*link != id) {
        link = &progress_[*link].next;
    }
    *link = progress_[id].next;
    return false;
}

Tick OwnDamages::stage_end(const Scenario& scenario, DamageId id) const {
    const Damage& damage = scenario.damages[id];
    return damage.onset + damage.detection + scenario.stages[static_cast<std::size_t>(progress_[id].stage)].until;
}

OwnCapacity OwnDamages::capacity(const Scenario& scenario, NodeId node) const {
    OwnCapacity own;
    for (DamageId id = first_[node]; id.valid(); id = progress_[id].next) {
        const Fixed deficit = scenario.stages[static_cast<std::size_t>(progress_[id].stage)].deficit;
        if (deficit > own.deficit || (deficit == own.deficit && own.cause.valid() && id < own.cause)) {
            own = {deficit, id};
        }
    }
    return own;
}

}  // namespace hadome
