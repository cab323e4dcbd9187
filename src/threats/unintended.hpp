#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/arrivals.hpp"
#include "threats/damage_drawer.hpp"

namespace hadome {

/// Unintended causes: operator error, failed change, software defect, overload. One Poisson process a node and cause;
/// each arrival hurts that node alone.
class UnintendedSampler {
public:
    UnintendedSampler(const Model& model, Tick horizon);

    /// Appends the candidates of one scenario. One Philox block a process is the cost of a quiet year.
    void draw(const ScenarioKey& key, Scenario& scenario) const;

private:
    void strike(const ScenarioKey& key, const UnintendedProcess& process, std::uint64_t k, Tick onset,
                Scenario& scenario) const;

    const Model& model_;
    Tick horizon_;
    std::vector<DamageDrawer> damages_;  ///< by source
    std::vector<Arrivals> arrivals_;     ///< by process
};

}  // namespace hadome
