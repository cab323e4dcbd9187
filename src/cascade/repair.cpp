#include "cascade/repair.hpp"

namespace hadome {

void Repair::reset(const Scenario& scenario) {
    damages_.reset(scenario);
    crews_.reset();
    clocks_.reset();
    fresh_.clear();
}

bool Repair::strike(const Scenario& scenario, DamageId id, Tick now) {
    const Damage& damage = scenario.damages[id];
    if (model_.nodes[damage.node].repeat == Repeat::ignore_while_down && damages_.is_active(damage.node, damage.kind)) {
        journal_.note(now, Note::Kind::dropped, id.value());
        return false;
    }
    damages_.arrive(scenario, id);
    journal_.note(now, Note::Kind::struck, id.value());
    if (damage.detection == 0) {
        detect(scenario, id, now);
    } else {
        queue_.push({damage.onset + damage.detection, EventKind::detected, id.value()});
    }
    return true;
}

void Repair::detect(const Scenario& scenario, DamageId id, Tick now) {
    journal_.note(now, Note::Kind::detected, id.value());
    if (damages_.stage(scenario, id).until < never) {
        crews_.request(scenario, id, now);
    }
}

void Repair::finish_stage(const Scenario& scenario, DamageId id, Tick now) {
    const bool goes_on = damages_.finish_stage(scenario, id);
    journal_.note(now, goes_on ? Note::Kind::stage_mended : Note::Kind::mended, id.value());
    if (!goes_on || damages_.stage(scenario, id).until >= never) {
        crews_.release(scenario.damages[id]);
    }
}

void Repair::assign_crews(const Scenario& scenario, Tick now) {
    crews_.assign([&](DamageId id) {
        journal_.note(now, Note::Kind::crew_assigned, id.value());
        fresh_.push_back(clocks_.begin(scenario, id, now));
    });
}

void Repair::set_speeds(const Network& network, Tick now) {
    for (const GroupId id : network.changed_groups()) {
        const GroupState& group = network.group(id);
        if (group.role != GroupRole::repair) {
            continue;
        }
        for (int kind = 0; kind < damage_kind_count; ++kind) {
            const WorkClocks::ClockId clock = clocks_.clock(group.consumer, static_cast<DamageKind>(kind));
            if (clock >= 0 && clocks_.runs(clock)) {
                set_speed(network, clock, now);
            }
        }
    }
    for (const WorkClocks::ClockId clock : fresh_) {
        set_speed(network, clock, now);
    }
    fresh_.clear();
}

void Repair::set_speed(const Network& network, WorkClocks::ClockId clock, Tick now) {
    const Tick due = clocks_.set_speed(clock, speed(network, clocks_.node(clock), clocks_.kind(clock)), now);
    if (due < never) {
        queue_.push({due, EventKind::work_done, clock});
    }
}

/// max(min_speed, product of what each service leaves): a service of strength omega that lacks d leaves 1 - omega d.
Fixed Repair::speed(const Network& network, NodeId node, DamageKind kind) const {
    Fixed speed = Fixed::one();
    for (const GroupId id : model_.repair_groups_of(node)) {
        if ((model_.groups[id].repairs >> static_cast<unsigned>(kind) & 1U) != 0) {
            speed = times_up(speed, network.contribution(id).complement());
        }
    }
    return std::max(speed, model_.nodes[node].min_speed);
}

}  // namespace hadome
