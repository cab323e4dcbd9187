#include "threats/worm.hpp"

#include <algorithm>

#include "scenario/decision.hpp"
#include "threats/event_log.hpp"
#include "threats/raised_rates.hpp"

namespace hadome {

WormSampler::WormSampler(const Model& model, Tick horizon) : model_{model}, horizon_{horizon} {
    arrivals_.reserve(model.worms.size());
    for (const WormSource& worm : model.worms) {
        damages_.emplace_back(worm.damage);
        arrivals_.emplace_back(arrivals_name(ThreatClass::cyber, worm.hash), worm.rate);
    }
}

void WormSampler::draw(const ScenarioKey& key, Scenario& scenario) const {
    const RaisedRate raised = RaisedRate::of_campaigns(model_, scenario);
    const auto highest = [&](std::uint64_t /*year*/) { return raised.highest(); };
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        arrivals_[i].draw(key, horizon_, highest, [&](std::uint64_t k, Tick onset, double height) {
            if (height < model_.worms[i].rate * raised.at(onset)) {
                spread(key, static_cast<std::int32_t>(i), k, onset, scenario);
            }
        });
    }
}

void WormSampler::spread(const ScenarioKey& key, std::int32_t source, std::uint64_t k, Tick onset,
                         Scenario& scenario) const {
    const WormSource& worm = model_.worms[static_cast<std::size_t>(source)];
    const DamageDrawer& drawer = damages_[static_cast<std::size_t>(source)];
    const std::uint64_t name = candidate_name(ThreatClass::cyber, worm.hash, k);
    const auto infection_of = [&](const Exposure& exposed, std::uint64_t node) {
        const double rate = worm.infection_rate * exposed.exposure;
        if (rate <= 0.0) {
            return never;
        }
        Stream stream = stream_for(key, name, node, Decision::infection);
        return ticks_from_hours(unit_exponential(stream) / rate);
    };

    // Streams can be read twice: once for the alarm, once for the victims; nothing needs to be kept in between.
    Tick alarm = never;
    for (const Exposure& exposed : model_.exposures_of(worm.platform)) {
        const std::uint64_t node = model_.nodes[exposed.node].hash;
        const Tick infection = infection_of(exposed, node);
        if (infection < alarm) {
            alarm = std::min(alarm, infection + drawer.detection(key, name, node));
        }
    }
    Stream containment_stream = stream_for(key, name, Decision::containment);
    const Tick containment = alarm + ticks_from_hours(sample(worm.containment, containment_stream));

    EventLog log(scenario, {ThreatClass::cyber, source, onset, 0.0, name, SourceKind::worm});
    for (const Exposure& exposed : model_.exposures_of(worm.platform)) {
        const std::uint64_t node = model_.nodes[exposed.node].hash;
        const Tick infection = infection_of(exposed, node);
        if (infection > containment || infection >= never) {
            continue;
        }
        Damage damage;
        damage.node = exposed.node;
        damage.kind = drawer.kind();
        damage.onset = onset + infection;
        damage.detection = std::min(drawer.detection(key, name, node), containment - infection);
        drawer.add_parts(key, name, node, log);
        log.hurt(damage);
    }
}

}  // namespace hadome
