#include "cascade/reference_repair.hpp"

#include <algorithm>
#include <tuple>

namespace hadome::reference {
namespace {

Wide work_of(const Stage& stage) {
    return static_cast<Wide>(stage.until) << Fixed::fraction_bits;
}

}  // namespace

Repair::Repair(const Model& model, const Scenario& scenario, const Treatment& treatment)
    : model_{model}, scenario_{scenario}, treatment_{treatment}, damages_(scenario.damages.size()) {}

/// The first stage whose work is not done; none when all is mended.
const Stage* Repair::present_stage(DamageId id) const {
    const Damage& damage = scenario_.damages[id];
    for (std::int32_t k = damage.first_stage; k < damage.last_stage; ++k) {
        const Stage& stage = scenario_.stages[static_cast<std::size_t>(k)];
        if (stage.until >= never || damages_[id].done < work_of(stage)) {
            return &stage;
        }
    }
    return nullptr;
}

bool Repair::active(DamageId id) const {
    return damages_[id].course == Course::struck && present_stage(id) != nullptr;
}

bool Repair::detected(DamageId id) const {
    return scenario_.damages[id].onset + scenario_.damages[id].detection <= now_;
}

/// Asks for a crew: nobody comes for what is never mended.
bool Repair::waiting(DamageId id) const {
    return active(id) && detected(id) && !damages_[id].has_crew && present_stage(id)->until < never;
}

/// A crew stays until the last stage that can be mended is.
bool Repair::in_work(DamageId id) const {
    return active(id) && damages_[id].has_crew && present_stage(id)->until < never;
}

CrewDuty Repair::duty(DamageId id) const {
    return model_.crew_duty(scenario_.damages[id].node, scenario_.damages[id].kind);
}

void Repair::advance(Tick time) {
    for (const DamageId id : ids_of(damages_)) {
        if (in_work(id)) {
            damages_[id].done += static_cast<Wide>(damages_[id].speed.raw()) * (time - now_);
        }
    }
    now_ = time;
}

bool Repair::down_by(NodeId node, DamageKind kind) const {
    for (const DamageId id : ids_of(damages_)) {
        const Damage& damage = scenario_.damages[id];
        if (damage.node == node && damage.kind == kind && active(id)) {
            return true;
        }
    }
    return false;
}

void Repair::strike(const std::function<bool(NodeId)>& degraded) {
    for (const DamageId id : ids_of(damages_)) {
        const Damage& damage = scenario_.damages[id];
        if (damage.onset != now_ || left_out(damage)) {
            continue;
        }
        if (damage.only_while_degraded && !degraded(damage.node)) {
            damages_[id].course = Course::unmet;
            continue;
        }
        const bool ignored =
            model_.nodes[damage.node].repeat == Repeat::ignore_while_down && down_by(damage.node, damage.kind);
        damages_[id].course = ignored ? Course::dropped : Course::struck;
        dropped_ += ignored ? 1 : 0;
    }
}

std::vector<DamageId> Repair::unmet() const {
    std::vector<DamageId> all;
    for (const DamageId id : ids_of(damages_)) {
        if (damages_[id].course == Course::unmet) {
            all.push_back(id);
        }
    }
    return all;
}

std::int32_t Repair::busy(CrewPoolId pool) const {
    std::int32_t count = 0;
    for (const DamageId id : ids_of(damages_)) {
        count += in_work(id) && duty(id).pool == pool ? 1 : 0;
    }
    return count;
}

/// Of two that wait for the same pool.
bool Repair::goes_before(DamageId a, DamageId b) const {
    const auto key = [this](DamageId id) {
        const Damage& damage = scenario_.damages[id];
        return std::tuple{-duty(id).urgency, damage.onset + damage.detection,
                          damage.onset,      model_.nodes[damage.node].rank,
                          damage.kind,       id};
    };
    return key(a) < key(b);
}

void Repair::assign_crews() {
    for (const DamageId id : ids_of(damages_)) {
        if (waiting(id) && !duty(id).pool.valid()) {
            damages_[id].has_crew = true;
        }
    }
    for (const CrewPoolId pool : ids_of(model_.crew_pools)) {
        while (busy(pool) < model_.crew_pools[pool].crews) {
            DamageId first;
            for (const DamageId id : ids_of(damages_)) {
                if (waiting(id) && duty(id).pool == pool && (!first.valid() || goes_before(id, first))) {
                    first = id;
                }
            }
            if (!first.valid()) {
                break;
            }
            damages_[first].has_crew = true;
        }
    }
}

void Repair::set_speeds(const std::function<Fixed(NodeId, DamageKind)>& speed) {
    for (const DamageId id : ids_of(damages_)) {
        if (in_work(id)) {
            damages_[id].speed = speed(scenario_.damages[id].node, scenario_.damages[id].kind);
        }
    }
}

Own Repair::own(NodeId node) const {
    Own own;
    for (const DamageId id : ids_of(damages_)) {
        const Damage& damage = scenario_.damages[id];
        if (damage.node != node || !active(id) || present_stage(id)->deficit == Fixed::zero()) {
            continue;
        }
        own.classes |= 1U << static_cast<unsigned>(scenario_.events[damage.event].threat);
        if (present_stage(id)->deficit > own.deficit) {
            own.deficit = present_stage(id)->deficit;
            own.cause = id;
        }
    }
    return own;
}

Tick Repair::next_due() const {
    Tick next = never;
    for (const DamageId id : ids_of(damages_)) {
        const Damage& damage = scenario_.damages[id];
        if (left_out(damage)) {
            continue;
        }
        if (damages_[id].course == Course::expected) {
            next = std::min(next, damage.onset);
        } else if (active(id) && !detected(id)) {
            next = std::min(next, damage.onset + damage.detection);
        } else if (in_work(id) && damages_[id].speed > Fixed::zero()) {
            const Wide rest = work_of(*present_stage(id)) - damages_[id].done;
            const Wide speed = damages_[id].speed.raw();
            const Wide ticks = (rest + speed - 1) / speed;
            next = ticks < never ? std::min(next, now_ + static_cast<Tick>(ticks)) : next;
        }
    }
    return next;
}

}  // namespace hadome::reference
