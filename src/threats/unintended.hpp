#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/arrivals.hpp"
#include "threats/damage_drawer.hpp"
#include "threats/shaped_rate.hpp"

namespace hadome {

/// Unintended causes: operator error, failed change, software defect, overload. One Poisson process a node and cause;
/// each arrival hurts that node alone.
///
/// Candidates are asked for up to the highest rate that can hold. One below the rate at its time happens; one that is
/// below it only by the stress of a degraded node waits in the scenario for whoever knows whether the node is degraded.
class UnintendedSampler {
public:
    UnintendedSampler(const Model& model, Tick horizon);

    /// Appends the candidates of one scenario, whose windows of raised rates are known. One Philox block a process is
    /// the cost of a quiet year.
    void draw(const ScenarioKey& key, Scenario& scenario) const;

private:
    void strike(const ScenarioKey& key, const UnintendedProcess& process, std::uint64_t k, Tick onset,
                bool only_while_degraded, Scenario& scenario) const;

    const Model& model_;
    Tick horizon_;
    double stress_;                      ///< factor on the rates of a degraded node
    std::vector<DamageDrawer> damages_;  ///< by source
    std::vector<ShapedRate> shapes_;     ///< by source
    std::vector<Arrivals> arrivals_;     ///< by process
};

}  // namespace hadome
