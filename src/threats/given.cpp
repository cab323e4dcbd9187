#include "threats/given.hpp"

#include "core/name_hash.hpp"
#include "random/chance.hpp"
#include "scenario/decision.hpp"
#include "threats/event_log.hpp"

namespace hadome {

GivenSampler::GivenSampler(const Model& model) : model_{model} {
    for (const FragilityClass& spec : model.fragilities) {
        fragilities_.push_back(Fragility(spec));
    }
    for (const GivenEvent& event : model.given_events) {
        Prepared prepared;
        for (const DamageProfile& profile : event.damages) {
            prepared.damages.emplace_back(profile);
        }
        for (const GivenShaking& shaking : event.shakings) {
            const std::uint64_t hash =
                combine_hashes({model.nodes[shaking.node].hash, model.fragilities[shaking.fragility].hash});
            prepared.shaken.push_back({&shaking, {shaking.node, hash, {hash, Decision::damage_state}}});
        }
        prepared_.push_back(std::move(prepared));
    }
}

void GivenSampler::draw(const ScenarioKey& key, Scenario& scenario) const {
    for (const GivenEventId id : ids_of(model_.given_events)) {
        const GivenEvent& event = model_.given_events[id];
        if (!event.certain) {
            const std::uint64_t word = stream_for(key, event.draw, Decision::happening)();
            if (word < event.low || word >= event.high) {
                continue;
            }
        }
        strike(key, id, scenario);
    }
}

bool GivenSampler::is_hit(const ScenarioKey& key, const GivenEvent& event, NodeId node, std::uint64_t chance) const {
    return chance == certain_word || stream_for(key, event.hash, model_.nodes[node].hash, Decision::hit)() < chance;
}

void GivenSampler::strike(const ScenarioKey& key, GivenEventId id, Scenario& scenario) const {
    const GivenEvent& event = model_.given_events[id];
    EventLog log(scenario, {event.threat, id.value(), event.at, 0.0, event.hash, SourceKind::given});
    for (const GivenHit& hit : event.hits) {
        if (!is_hit(key, event, hit.node, hit.chance)) {
            continue;
        }
        const DamageDrawer& drawer = prepared_[id].damages[static_cast<std::size_t>(hit.damage)];
        const std::uint64_t node = model_.nodes[hit.node].hash;
        Damage damage;
        damage.node = hit.node;
        damage.kind = drawer.kind();
        damage.onset = event.at;
        damage.detection = drawer.detection(key, event.hash, node);
        drawer.add_parts(key, event.hash, node, log);
        log.hurt(damage);
    }
    for (const Shaken& shaken : prepared_[id].shaken) {
        if (is_hit(key, event, shaken.shaking->node, shaken.shaking->chance)) {
            fragilities_[shaken.shaking->fragility].strike({shaken.shaking->ln_intensity}, {&shaken.target, 1}, key,
                                                           log);
        }
    }
}

}  // namespace hadome
