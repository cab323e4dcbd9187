#include "threats/earthquake.hpp"

#include "scenario/decision.hpp"
#include "threats/event_log.hpp"
#include "threats/shaking.hpp"

namespace hadome {

namespace {

std::vector<Place> places_of(const std::vector<SiteAtRisk>& sites) {
    std::vector<Place> places;
    places.reserve(sites.size());
    for (const SiteAtRisk& site : sites) {
        places.push_back(site.place);
    }
    return places;
}

void draw_site_normals(const EventShaking& shaking, const std::vector<SiteAtRisk>& sites,
                       const SpatialCorrelation& correlation, std::vector<double>& normals) {
    normals.clear();
    for (const SiteAtRisk& site : sites) {
        normals.push_back(shaking.site_normal(site.hash));
    }
    correlation.mix(normals);
}

}  // namespace

EarthquakeSampler::EarthquakeSampler(const Model& model, Tick horizon)
    : model_{model},
      horizon_{horizon},
      fragilities_{fragilities_of(model)},
      sites_{sites_at_risk(model, {IntensityMeasure::pga, IntensityMeasure::pgv})},
      correlation_{places_of(sites_), model.ground_motion.correlation_range},
      aftershocks_{model.aftershocks},
      tsunamis_(model, fragilities_) {
    for (const EarthquakeSource& source : model.earthquakes) {
        arrivals_.emplace_back(arrivals_name(ThreatClass::disaster, source.hash), source.rate);
    }
}

void EarthquakeSampler::draw(const ScenarioKey& key, Storage& storage, Scenario& scenario) const {
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        arrivals_[i].draw(key, horizon_, [&](std::uint64_t k, Tick onset, double /*height*/) {
            break_out(key, static_cast<std::int32_t>(i), k, onset, storage, scenario);
        });
    }
}

void EarthquakeSampler::break_out(const ScenarioKey& key, std::int32_t source_position, std::uint64_t k, Tick onset,
                                  Storage& storage, Scenario& scenario) const {
    const EarthquakeSource& source = model_.earthquakes[static_cast<std::size_t>(source_position)];
    const std::uint64_t name = candidate_name(ThreatClass::disaster, source.hash, k);
    Stream magnitude_stream = stream_for(key, name, Decision::magnitude);
    Stream location_stream = stream_for(key, name, Decision::location);
    const double magnitude = draw_magnitude(source, magnitude_stream);
    const Rupture rupture = Rupture::draw(source, moment_magnitude(magnitude), location_stream);
    shake(key, {ThreatClass::disaster, source_position, onset, magnitude, name, SourceKind::earthquake}, rupture,
          storage, scenario);
    tsunamis_.follow(key, source_position, name, magnitude, onset, scenario);
    aftershocks_.draw(key, name, magnitude, [&](std::uint64_t aftershock, Tick after) {
        if (after >= horizon_ - onset) {
            return;
        }
        Stream size = stream_for(key, aftershock, Decision::magnitude);
        Stream place = stream_for(key, aftershock, Decision::location);
        const double m = aftershocks_.magnitude_of(magnitude, unit_uniform(size));
        shake(key, {ThreatClass::disaster, source_position, onset + after, m, aftershock, SourceKind::aftershock},
              rupture.aftershock(moment_magnitude(m), place), storage, scenario);
    });
}

void EarthquakeSampler::shake(const ScenarioKey& key, const Event& event, const Rupture& rupture, Storage& storage,
                              Scenario& scenario) const {
    const EarthquakeSource& source = model_.earthquakes[static_cast<std::size_t>(event.source)];
    const EventShaking shaking(model_.ground_motion, source, moment_magnitude(event.magnitude), key, event.name);

    EventLog log(scenario, event);
    if (correlation_.is_any()) {
        draw_site_normals(shaking, sites_, correlation_, storage.site_normals);
    }
    for (std::size_t i = 0; i < sites_.size(); ++i) {
        const SiteAtRisk& site = sites_[i];
        const double distance = rupture.distance_from(site.place);
        if (distance > model_.ground_motion.cutoff_distance) {
            continue;
        }
        const double z_site = correlation_.is_any() ? storage.site_normals[i] : shaking.site_normal(site.hash);
        const SiteShaking here = shaking.with(z_site, distance, site.ln_amplification);
        for (const Cluster& cluster : site.clusters) {
            const Fragility& fragility = fragilities_[cluster.fragility];
            fragility.strike({here.of(fragility.measure())}, cluster.targets, key, log);
        }
    }
}

}  // namespace hadome
