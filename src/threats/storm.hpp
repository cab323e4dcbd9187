#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/event_log.hpp"
#include "threats/fragility.hpp"
#include "threats/shaped_arrivals.hpp"
#include "threats/sites_at_risk.hpp"
#include "threats/storm_track.hpp"
#include "threats/wind_field.hpp"

namespace hadome {

/// One storm as drawn.
class Storm {
public:
    /// \param speed of the centre [m/s]; \param rain on the path [mm]; the source must outlive the storm
    Storm(const StormSource& source, const StormTrack& track, double speed, const WindField& field, double rain)
        : source_{&source}, track_{track}, speed_{speed}, field_{field}, rain_{rain} {}
    /// \param name of the candidate
    static Storm draw(const StormSource& source, const ScenarioKey& key, std::uint64_t name);

    struct Wind {
        double speed = 0.0;  ///< [m/s] at the surface
        double hours = 0.0;  ///< after the entry
    };
    /// The largest wind at a place: where the centre is nearest or, if the wall of the eye passes over it, at the
    /// passing with the stronger wind.
    Wind largest_wind(const Place& place) const;
    /// [km]
    double nearest_distance(const Place& place) const;
    /// Hours after the entry at which the centre is nearest.
    double nearest_time(const Place& place) const { return hours_at(track_.nearest(place)); }
    /// [mm]
    double rain(const Place& place) const;

private:
    double hours_at(double way) const;
    Wind wind(const Place& place, double way) const;

    const StormSource* source_;
    StormTrack track_;
    double speed_;  ///< of the centre [m/s]
    WindField field_;
    double rain_;  ///< on the path [mm]
};

/// Storms, Poisson in time by source: wind at each site, water in the flood plains, fragility of what stands there.
class StormSampler {
public:
    StormSampler(const Model& model, Tick horizon);

    /// Appends the storms of one scenario that hurt a node.
    void draw(const ScenarioKey& key, Scenario& scenario) const;

private:
    struct Plain {
        const FloodPlain* plain;
        Place place;
        std::uint64_t region;  ///< hash
        std::vector<Cluster> clusters;
    };

    void strike(const ScenarioKey& key, std::int32_t source, std::uint64_t k, Tick onset, Scenario& scenario) const;
    void flood(const Storm& storm, const Plain& plain, const ScenarioKey& key, EventLog& log) const;

    const Model& model_;
    Tick horizon_;
    std::vector<ShapedArrivals> arrivals_;  ///< by source
    IndexVector<FragilityId, Fragility> fragilities_;
    std::vector<SiteAtRisk> sites_;
    std::vector<Plain> plains_;
};

}  // namespace hadome
