#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/damage_drawer.hpp"
#include "threats/fragility.hpp"

namespace hadome {

/// Events of a stress test: at given times, whether or not anything is drawn beside them. What they hurt is drawn as
/// elsewhere.
class GivenSampler {
public:
    explicit GivenSampler(const Model& model);

    /// Appends the given events that happen in one scenario and hurt a node.
    void draw(const ScenarioKey& key, Scenario& scenario) const;

private:
    /// A node that may be shaken.
    struct Shaken {
        const GivenShaking* shaking;
        Target target;
    };
    struct Prepared {
        std::vector<DamageDrawer> damages;
        std::vector<Shaken> shaken;
    };

    bool is_hit(const ScenarioKey& key, const GivenEvent& event, NodeId node, std::uint64_t chance) const;
    void strike(const ScenarioKey& key, GivenEventId id, Scenario& scenario) const;

    const Model& model_;
    IndexVector<FragilityId, Fragility> fragilities_;
    IndexVector<GivenEventId, Prepared> prepared_;
};

}  // namespace hadome
