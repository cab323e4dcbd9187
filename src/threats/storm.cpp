#include "threats/storm.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/name_hash.hpp"
#include "random/chance.hpp"
#include "scenario/decision.hpp"
#include "threats/inundation.hpp"

namespace hadome {

namespace {

constexpr double kilometres_an_hour = 3.6;  // in a m/s
constexpr double degree = std::numbers::pi / 180.0;

double latitude_of(const Place& place) {
    return std::asin(std::clamp(place.z, -1.0, 1.0)) / degree;
}

double normal_cdf(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

StormTrack draw_track(const StormSource& source, Stream& stream) {
    const Place entry = along_arc(place_at(source.a_latitude, source.a_longitude),
                                  place_at(source.b_latitude, source.b_longitude), unit_uniform(stream));
    return StormTrack(entry, degree * sample(source.heading, stream), source.length);
}

}  // namespace

Storm Storm::draw(const StormSource& source, const ScenarioKey& key, std::uint64_t name) {
    Stream way = stream_for(key, name, Decision::track);
    const StormTrack track = draw_track(source, way);
    const double speed = sample(source.speed, way);
    Stream strength = stream_for(key, name, Decision::intensity);
    const double deficit = sample(source.deficit, strength);
    const double radius = sample(source.radius, strength);
    const WindField field(deficit, radius, sample(source.shape, strength));
    return Storm(source, track, speed, field, sample(source.rain, strength));
}

double Storm::hours_at(double way) const {
    // A storm that stands still is over where it enters.
    return speed_ > 0.0 ? way / (kilometres_an_hour * speed_) : 0.0;
}

Storm::Wind Storm::wind(const Place& place, double way) const {
    const Place centre = track_.centre(way);
    const double hours = hours_at(way);
    const WindField field = source_->decay > 0.0 ? field_.weakened(std::exp(-hours / source_->decay)) : field_;
    const double gradient = field.gradient_wind(distance_between(place, centre), latitude_of(place));
    const double most = field.cyclostrophic_maximum();
    if (most == 0.0) {
        return {0.0, hours};
    }
    // The right of the way north of the equator, its left south of it.
    const double side = latitude_of(place) < 0.0 ? -1.0 : 1.0;
    const double pushed = source_->asymmetry * speed_ * side * track_.to_the_right(place, way) * (gradient / most);
    return {std::max(0.0, source_->surface_factor * gradient + pushed), hours};
}

Storm::Wind Storm::largest_wind(const Place& place) const {
    const double way = track_.nearest(place);
    const double half = track_.half_chord(place, field_.radius());
    if (half == 0.0) {
        return wind(place, way);
    }
    const Wind before = wind(place, std::clamp(way - half, 0.0, track_.length()));
    const Wind after = wind(place, std::clamp(way + half, 0.0, track_.length()));
    // Of two alike the first one counts, whatever rounding says.
    constexpr double slack = 1.0 + 1e-9;
    return after.speed > slack * before.speed ? after : before;
}

double Storm::nearest_distance(const Place& place) const {
    return distance_between(place, track_.centre(track_.nearest(place)));
}

double Storm::rain(const Place& place) const {
    return rain_ * std::exp(-nearest_distance(place) / source_->rain_range);
}

StormSampler::StormSampler(const Model& model, Tick horizon)
    : model_{model},
      horizon_{horizon},
      fragilities_{fragilities_of(model)},
      sites_{sites_at_risk(model, {IntensityMeasure::wind})} {
    for (const StormSource& source : model.storms) {
        arrivals_.emplace_back(model, ThreatClass::disaster, source.hash, source.rate, source.rate_shape);
    }
    std::vector<const Inundation*> rows;
    for (const FloodPlain& plain : model.flood_plains) {
        rows.push_back(&plain.where);
    }
    for (const FloodPlain& plain : model.flood_plains) {
        const Region& region = model.regions[plain.where.region];
        plains_.push_back({&plain, place_at(region.latitude, region.longitude), name_hash(region.name),
                           clusters_under_water(model, plain.where, rows)});
    }
}

void StormSampler::draw(const ScenarioKey& key, Scenario& scenario) const {
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
        arrivals_[i].draw(key, horizon_, [&](std::uint64_t k, Tick onset) {
            strike(key, static_cast<std::int32_t>(i), k, onset, scenario);
        });
    }
}

void StormSampler::strike(const ScenarioKey& key, std::int32_t source_position, std::uint64_t k, Tick onset,
                          Scenario& scenario) const {
    const StormSource& source = model_.storms[static_cast<std::size_t>(source_position)];
    const std::uint64_t name = candidate_name(ThreatClass::disaster, source.hash, k);
    const Storm storm = Storm::draw(source, key, name);
    EventLog log(scenario, {ThreatClass::disaster, source_position, onset, 0.0, name, SourceKind::storm});
    for (const SiteAtRisk& site : sites_) {
        if (storm.nearest_distance(site.place) > source.cutoff_distance) {
            continue;
        }
        const Storm::Wind wind = storm.largest_wind(site.place);
        if (wind.speed <= 0.0) {
            continue;
        }
        const Impact impact{std::log(wind.speed), 1.0, ticks_from_hours(wind.hours)};
        for (const Cluster& cluster : site.clusters) {
            fragilities_[cluster.fragility].strike(impact, cluster.targets, key, log);
        }
    }
    for (const Plain& plain : plains_) {
        if (!plain.clusters.empty() && storm.nearest_distance(plain.place) <= source.cutoff_distance) {
            flood(storm, plain, key, log);
        }
    }
}

void StormSampler::flood(const Storm& storm, const Plain& plain, const ScenarioKey& key, EventLog& log) const {
    const double rain = storm.rain(plain.place);
    if (rain <= 0.0) {
        return;
    }
    // All rows of a region share the draw: one river leaves its bed.
    const std::uint64_t name = log.event().name;
    const double chance = normal_cdf(std::log(rain / plain.plain->rain) / plain.plain->beta);
    if (stream_for(key, name, plain.region, Decision::flood)() >= chance_word(chance)) {
        return;
    }
    Stream stream = stream_for(key, name, plain.region, Decision::flood_depth);
    const double depth = sample(plain.plain->depth, stream);
    if (depth <= 0.0) {
        return;
    }
    const Inundation& where = plain.plain->where;
    const Impact impact{std::log(depth), where.share, ticks_from_hours(storm.nearest_time(plain.place)) + where.delay};
    for (const Cluster& cluster : plain.clusters) {
        fragilities_[cluster.fragility].strike(impact, cluster.targets, key, log);
    }
}

}  // namespace hadome
