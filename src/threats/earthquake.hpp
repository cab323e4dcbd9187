#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/aftershocks.hpp"
#include "threats/arrivals.hpp"
#include "threats/fragility.hpp"
#include "threats/rupture.hpp"
#include "threats/sites_at_risk.hpp"
#include "threats/spatial_correlation.hpp"
#include "threats/tsunami.hpp"

namespace hadome {

/// Earthquakes, Poisson in time by source: rupture, shaking at each site, fragility of what stands there; and what
/// follows them: the tsunami and the aftershocks of a main shock, whether or not it hurt anything itself.
class EarthquakeSampler {
public:
    EarthquakeSampler(const Model& model, Tick horizon);
    // Parts of it point to each other.
    EarthquakeSampler(const EarthquakeSampler&) = delete;
    EarthquakeSampler& operator=(const EarthquakeSampler&) = delete;

    /// Reused from scenario to scenario, so that nothing is allocated once it has grown. What it holds before a draw
    /// does not matter.
    struct Storage {
        std::vector<double> site_normals;  ///< z_site of all sites of one event, correlated
    };
    /// Appends the earthquakes of one scenario that hurt a node.
    void draw(const ScenarioKey& key, Storage& storage, Scenario& scenario) const;

private:
    void break_out(const ScenarioKey& key, std::int32_t source, std::uint64_t k, Tick onset, Storage& storage,
                   Scenario& scenario) const;
    /// \param event the earthquake, main shock or aftershock
    void shake(const ScenarioKey& key, const Event& event, const Rupture& rupture, Storage& storage,
               Scenario& scenario) const;

    const Model& model_;
    Tick horizon_;
    std::vector<Arrivals> arrivals_;  ///< by source
    IndexVector<FragilityId, Fragility> fragilities_;
    std::vector<SiteAtRisk> sites_;
    SpatialCorrelation correlation_;  ///< of `sites_`
    AftershockSampler aftershocks_;
    TsunamiSampler tsunamis_;
};

}  // namespace hadome
