#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/damage_drawer.hpp"
#include "threats/shaped_arrivals.hpp"

namespace hadome {

/// Defective releases of platforms: Poisson in time; each hurts at once the nodes on its platform that take it.
class PlatformDefectSampler {
public:
    PlatformDefectSampler(const Model& model, Tick horizon);

    /// Appends the releases of one scenario that hurt a node.
    void draw(const ScenarioKey& key, Scenario& scenario) const;

private:
    void strike(const ScenarioKey& key, std::int32_t source, std::uint64_t k, Tick onset, Scenario& scenario) const;

    const Model& model_;
    Tick horizon_;
    std::vector<DamageDrawer> damages_;  ///< this and the next: by source
    std::vector<ShapedArrivals> arrivals_;
};

}  // namespace hadome
