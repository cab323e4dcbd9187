#include "threats/platform_defect.hpp"

#include "random/chance.hpp"
#include "scenario/decision.hpp"
#include "threats/event_log.hpp"

namespace hadome {

PlatformDefectSampler::PlatformDefectSampler(const Model& model, Tick horizon) : model_{model}, horizon_{horizon} {
    for (const PlatformDefect& defect : model.platform_defects) {
        damages_.emplace_back(defect.damage);
        arrivals_.emplace_back(model, ThreatClass::unintended, defect.hash, defect.rate, defect.shape);
    }
}

void PlatformDefectSampler::draw(const ScenarioKey& key, Scenario& scenario) const {
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        arrivals_[i].draw(key, horizon_, [&](std::uint64_t k, Tick onset) {
            strike(key, static_cast<std::int32_t>(i), k, onset, scenario);
        });
    }
}

void PlatformDefectSampler::strike(const ScenarioKey& key, std::int32_t source, std::uint64_t k, Tick onset,
                                   Scenario& scenario) const {
    const auto place = static_cast<std::size_t>(source);
    const PlatformDefect& defect = model_.platform_defects[place];
    const DamageDrawer& drawer = damages_[place];
    const std::uint64_t name = candidate_name(ThreatClass::unintended, defect.hash, k);
    EventLog log(scenario, {ThreatClass::unintended, source, onset, 0.0, name, SourceKind::platform_defect});
    for (const Exposure& user : model_.exposures_of(defect.platform)) {
        const std::uint64_t node = model_.nodes[user.node].hash;
        const std::uint64_t chance = chance_word(defect.share * user.exposure);
        if (chance != certain_word && stream_for(key, name, node, Decision::hit)() >= chance) {
            continue;
        }
        Damage damage;
        damage.node = user.node;
        damage.kind = drawer.kind();
        damage.onset = onset;
        damage.detection = drawer.detection(key, name, node);
        drawer.add_parts(key, name, node, log);
        log.hurt(damage);
    }
}

}  // namespace hadome
