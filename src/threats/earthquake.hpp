#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/arrivals.hpp"
#include "threats/fragility.hpp"
#include "threats/sites_at_risk.hpp"

namespace hadome {

/// Earthquakes, Poisson in time by source: rupture, shaking at each site, fragility of what stands there.
class EarthquakeSampler {
public:
    EarthquakeSampler(const Model& model, Tick horizon);

    /// Appends the earthquakes of one scenario that hurt a node.
    void draw(const ScenarioKey& key, Scenario& scenario) const;

private:
    void shake(const ScenarioKey& key, std::int32_t source, std::uint64_t k, Tick onset, Scenario& scenario) const;

    const Model& model_;
    Tick horizon_;
    std::vector<Arrivals> arrivals_;  ///< by source
    IndexVector<FragilityId, Fragility> fragilities_;
    std::vector<SiteAtRisk> sites_;
};

}  // namespace hadome
