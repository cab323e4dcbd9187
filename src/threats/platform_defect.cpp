#include "threats/platform_defect.hpp"

#include "random/chance.hpp"
#include "scenario/decision.hpp"
#include "threats/event_log.hpp"

namespace hadome {

PlatformDefectSampler::PlatformDefectSampler(const Model& model, Tick horizon) : model_{model}, horizon_{horizon} {
    for (const PlatformDefect& defect : model.platform_defects) {
        damages_.emplace_back(defect.damage);
        const ShapedRate& shape = shapes_.emplace_back(model, defect.shape, defect.hash);
        arrivals_.emplace_back(arrivals_name(ThreatClass::unintended, defect.hash), defect.rate * shape.peak());
    }
}

void PlatformDefectSampler::draw(const ScenarioKey& key, Scenario& scenario) const {
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        const ShapedRate& shape = shapes_[i];
        const auto in_year = [&](std::uint64_t year) { return shape.in_year(key, year); };
        arrivals_[i].draw(key, horizon_, in_year, [&](std::uint64_t k, Tick onset, double height) {
            const double factor = shape.in_season(onset) * in_year(year_of(onset));
            if (height < model_.platform_defects[i].rate * factor) {
                strike(key, static_cast<std::int32_t>(i), k, onset, scenario);
            }
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
