#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/arrivals.hpp"
#include "threats/damage_drawer.hpp"
#include "threats/lateral.hpp"
#include "threats/target_choice.hpp"

namespace hadome {

/// Campaigns that choose their targets (targeted attacks, ransomware, denial of service), Poisson in time: entry by
/// attractiveness (`TargetChoice`), then `LateralMovement`, ended by the `Response`. One that gets in nowhere hurts
/// nobody and is no event.
class CampaignSampler {
public:
    CampaignSampler(const Model& model, Tick horizon);

    /// Reused from scenario to scenario, so that nothing is allocated once it has grown. What it holds before a draw
    /// does not matter.
    struct Storage {
        std::vector<TargetChoice::Ranked> ranked;
        std::vector<Victim> victims;
        LateralMovement::Storage lateral;
    };
    /// Appends the campaigns of one scenario.
    void draw(const ScenarioKey& key, Storage& storage, Scenario& scenario) const;

private:
    void strike(const ScenarioKey& key, std::int32_t source, std::uint64_t k, Tick onset, Storage& storage,
                Scenario& scenario) const;

    const Model& model_;
    Tick horizon_;
    LateralMovement movement_;
    std::vector<TargetChoice> choices_;  ///< this and the next two: by campaign
    std::vector<DamageDrawer> damages_;
    std::vector<Arrivals> arrivals_;
};

}  // namespace hadome
