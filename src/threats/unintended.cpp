#include "threats/unintended.hpp"

#include "scenario/decision.hpp"
#include "threats/event_log.hpp"

namespace hadome {

UnintendedSampler::UnintendedSampler(const Model& model, Tick horizon) : model_{model}, horizon_{horizon} {
    for (const UnintendedSource& source : model.unintended) {
        damages_.emplace_back(source.damage);
    }
    arrivals_.reserve(model.unintended_processes.size());
    for (const UnintendedProcess& process : model.unintended_processes) {
        arrivals_.emplace_back(arrivals_name(ThreatClass::unintended, process.hash), process.rate);
    }
}

void UnintendedSampler::draw(const ScenarioKey& key, Scenario& scenario) const {
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        arrivals_[i].draw(key, horizon_, [&](std::uint64_t k, Tick onset, double /*height*/) {
            strike(key, model_.unintended_processes[i], k, onset, scenario);
        });
    }
}

void UnintendedSampler::strike(const ScenarioKey& key, const UnintendedProcess& process, std::uint64_t k, Tick onset,
                               Scenario& scenario) const {
    const std::uint64_t name = candidate_name(ThreatClass::unintended, process.hash, k);
    const std::uint64_t node = model_.nodes[process.node].hash;
    const DamageDrawer& drawer = damages_[static_cast<std::size_t>(process.source)];
    EventLog log(scenario, {ThreatClass::unintended, process.source, onset, 0.0, name, SourceKind::unintended});
    Damage damage;
    damage.node = process.node;
    damage.kind = drawer.kind();
    damage.onset = onset;
    damage.detection = drawer.detection(key, name, node);
    drawer.add_parts(key, name, node, log);
    log.hurt(damage);
}

}  // namespace hadome
