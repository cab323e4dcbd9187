#include "threats/event_set.hpp"

#include "core/name_hash.hpp"
#include "scenario/decision.hpp"
#include "threats/event_log.hpp"

namespace hadome {

EventSetSampler::EventSetSampler(const Model& model, Tick horizon)
    : model_{model},
      horizon_{horizon},
      fragilities_{fragilities_of(model)},
      sites_{sites_at_risk(
          model, {IntensityMeasure::pga, IntensityMeasure::pgv, IntensityMeasure::depth, IntensityMeasure::wind})} {
    for (const EventSet& set : model.event_sets) {
        std::vector<Arrivals> arrivals;
        for (const FootprintEvent& event : set.events) {
            arrivals.emplace_back(arrivals_name(ThreatClass::disaster, event.hash), event.rate);
        }
        arrivals_.push_back(std::move(arrivals));
    }
    for (const Region& region : model.regions) {
        const std::uint64_t hash = name_hash(region.name);
        std::int32_t found = -1;
        for (std::size_t i = 0; i < sites_.size(); ++i) {
            found = sites_[i].hash == hash ? static_cast<std::int32_t>(i) : found;
        }
        site_of_.push_back(found);
    }
}

void EventSetSampler::draw(const ScenarioKey& key, Scenario& scenario) const {
    for (std::size_t s = 0; s < arrivals_.size(); ++s) {
        const EventSet& set = model_.event_sets[s];
        for (std::size_t e = 0; e < set.events.size(); ++e) {
            arrivals_[s][e].draw(key, horizon_, [&](std::uint64_t k, Tick onset, double /*height*/) {
                strike(key, static_cast<std::int32_t>(s), set.events[e], k, onset, scenario);
            });
        }
    }
}

void EventSetSampler::strike(const ScenarioKey& key, std::int32_t set, const FootprintEvent& event, std::uint64_t k,
                             Tick onset, Scenario& scenario) const {
    const std::uint64_t name = candidate_name(ThreatClass::disaster, event.hash, k);
    EventLog log(scenario, {ThreatClass::disaster, set, onset, 0.0, name, SourceKind::event_set});
    for (const Footprint& footprint : event.footprints) {
        const std::int32_t site = site_of_[footprint.region];
        if (site < 0) {
            continue;
        }
        for (const Cluster& cluster : sites_[static_cast<std::size_t>(site)].clusters) {
            const Fragility& fragility = fragilities_[cluster.fragility];
            if (fragility.measure() == footprint.measure) {
                fragility.strike({footprint.ln_intensity, footprint.share, 0}, cluster.targets, key, log);
            }
        }
    }
}

}  // namespace hadome
