#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/fragility.hpp"
#include "threats/sites_at_risk.hpp"

namespace hadome {

/// The water that follows an earthquake: log10 depth = log10 depth at the reference magnitude + growth (M - reference),
/// and a residual of ln depth that is common to all regions of one event.
class TsunamiSampler {
public:
    TsunamiSampler(const Model& model, const IndexVector<FragilityId, Fragility>& fragilities);

    /// Appends the tsunami of an earthquake, if its source has one and it hurts a node.
    /// \param quake name of the earthquake; \param magnitude Mj
    void follow(const ScenarioKey& key, std::int32_t earthquake, std::uint64_t quake, double magnitude, Tick onset,
                Scenario& scenario) const;

private:
    struct Reached {
        const TsunamiReach* reach;
        std::vector<Cluster> clusters;
    };

    const Model& model_;
    const IndexVector<FragilityId, Fragility>& fragilities_;
    std::vector<std::int32_t> tsunami_of_;       ///< by earthquake; -1: none
    std::vector<std::vector<Reached>> reached_;  ///< by tsunami
};

}  // namespace hadome
