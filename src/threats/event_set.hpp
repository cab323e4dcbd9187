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

/// Events of sets whose intensities were computed elsewhere: each Poisson in time with a stream of its own, so that
/// the rate of one changes no other.
class EventSetSampler {
public:
    EventSetSampler(const Model& model, Tick horizon);

    /// Appends the events of one scenario that hurt a node.
    void draw(const ScenarioKey& key, Scenario& scenario) const;

private:
    void strike(const ScenarioKey& key, std::int32_t set, const FootprintEvent& event, std::uint64_t k, Tick onset,
                Scenario& scenario) const;

    const Model& model_;
    Tick horizon_;
    std::vector<std::vector<Arrivals>> arrivals_;  ///< by set, then event
    IndexVector<FragilityId, Fragility> fragilities_;
    std::vector<SiteAtRisk> sites_;
    IndexVector<RegionId, std::int32_t> site_of_;  ///< into `sites_`; -1: nothing there can break
};

}  // namespace hadome
