#include "threats/earthquake.hpp"

#include "scenario/decision.hpp"
#include "threats/event_log.hpp"
#include "threats/rupture.hpp"
#include "threats/shaking.hpp"

namespace hadome {

EarthquakeSampler::EarthquakeSampler(const Model& model, Tick horizon)
    : model_{model}, horizon_{horizon}, sites_{sites_at_risk(model)} {
    for (const EarthquakeSource& source : model.earthquakes) {
        arrivals_.emplace_back(arrivals_name(ThreatClass::disaster, source.hash), source.rate);
    }
    for (const FragilityClass& spec : model.fragilities) {
        fragilities_.push_back(Fragility(spec));
    }
}

void EarthquakeSampler::draw(const ScenarioKey& key, Scenario& scenario) const {
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        arrivals_[i].draw(key, horizon_, [&](std::uint64_t k, Tick onset, double /*height*/) {
            shake(key, static_cast<std::int32_t>(i), k, onset, scenario);
        });
    }
}

void EarthquakeSampler::shake(const ScenarioKey& key, std::int32_t source_position, std::uint64_t k, Tick onset,
                              Scenario& scenario) const {
    const EarthquakeSource& source = model_.earthquakes[static_cast<std::size_t>(source_position)];
    const std::uint64_t name = candidate_name(ThreatClass::disaster, source.hash, k);
    Stream magnitude_stream = stream_for(key, name, Decision::magnitude);
    Stream location_stream = stream_for(key, name, Decision::location);
    const double magnitude = draw_magnitude(source, magnitude_stream);
    const double mw = moment_magnitude(magnitude);
    const Rupture rupture = Rupture::draw(source, mw, location_stream);
    const EventShaking shaking(model_.ground_motion, source, mw, key, name);

    EventLog log(scenario, {ThreatClass::disaster, source_position, onset, magnitude, name, SourceKind::earthquake});
    for (const SiteAtRisk& site : sites_) {
        const double distance = rupture.distance_from(site.place);
        if (distance > model_.ground_motion.cutoff_distance) {
            continue;
        }
        const SiteShaking here = shaking.at(site.hash, distance, site.ln_amplification);
        for (const Cluster& cluster : site.clusters) {
            const Fragility& fragility = fragilities_[cluster.fragility];
            fragility.strike(here.of(fragility.measure()), cluster.targets, key, log);
        }
    }
}

}  // namespace hadome
