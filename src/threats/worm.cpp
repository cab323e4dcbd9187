#include "threats/worm.hpp"

#include <algorithm>

#include "random/chance.hpp"
#include "scenario/decision.hpp"
#include "threats/event_log.hpp"
#include "threats/raised_rates.hpp"
#include "threats/response.hpp"

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
    const auto infection_of = [&](const Exposure& exposed) {
        const std::uint64_t node = model_.nodes[exposed.node].hash;
        const double rate = worm.infection_rate * exposed.exposure;
        if (rate <= 0.0 || exposed.patched == certain_word ||
            (exposed.patched > 0 && stream_for(key, name, node, Decision::patch)() < exposed.patched)) {
            return never;
        }
        Stream stream = stream_for(key, name, node, Decision::infection);
        return ticks_from_hours(unit_exponential(stream) / rate);
    };

    // Streams can be read twice: once for the alarm, once for the victims; nothing needs to be kept in between.
    Response response(model_, key, name, worm.containment);
    for (const Exposure& exposed : model_.exposures_of(worm.platform)) {
        const Tick infection = infection_of(exposed);
        if (infection < response.alarm()) {
            response.notice(infection + drawer.detection(key, name, model_.nodes[exposed.node].hash));
        }
    }
    EventLog log(scenario, {ThreatClass::cyber, source, onset, 0.0, name, SourceKind::worm});
    for (const Exposure& exposed : model_.exposures_of(worm.platform)) {
        const Tick infection = infection_of(exposed);
        if (infection <= response.end() && infection < never && !response.is_immune(exposed.node, infection)) {
            response.hurt({exposed.node, infection}, onset, never, drawer, log);
        }
    }
}

}  // namespace hadome
