#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/arrivals.hpp"
#include "threats/damage_drawer.hpp"

namespace hadome {

/// Self-spreading campaigns on a platform, Poisson in time.
///
/// In a campaign that starts at t, an exposed node of exposure e that is not patched would be infected at t + Exp(1) /
/// (beta e) and notice it after its own time to detection. The first notice raises the alarm (`Response`); the
/// spreading ends the time to contain after it. Nodes infected by then, and not immune by a warning, are hurt. A
/// victim's repair begins when it notices, or at the end of spreading (when everyone looks), whichever is earlier. A
/// campaign that finds an exposed node which is not patched always infects one: the alarm cannot precede the first
/// infection.
class WormSampler {
public:
    WormSampler(const Model& model, Tick horizon);

    /// Appends the campaigns of one scenario, whose windows of raised rates are known.
    void draw(const ScenarioKey& key, Scenario& scenario) const;

private:
    void spread(const ScenarioKey& key, std::int32_t source, std::uint64_t k, Tick onset, Scenario& scenario) const;

    const Model& model_;
    Tick horizon_;
    std::vector<DamageDrawer> damages_;  ///< by worm
    std::vector<Arrivals> arrivals_;     ///< by worm
};

}  // namespace hadome
