#pragma once

#include <vector>

#include "core/fixed.hpp"
#include "core/index.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// What the active damages of a node leave of its own capacity, and which of them binds.
struct OwnCapacity {
    Fixed deficit;
    DamageId cause;
};

/// Active damages by node. Overlapping damages join: the largest deficit counts, and comes back by its own stages.
class OwnDamages {
public:
    explicit OwnDamages(const Model& model) : first_(model.nodes.size()) {}

    void reset(const Scenario& scenario);
    void arrive(const Scenario& scenario, DamageId id);
    /// The next stage of repair is done. \return false when that was the last one and the damage is gone
    bool finish_stage(const Scenario& scenario, DamageId id);
    /// When the present stage of an active damage will be done.
    Tick stage_end(const Scenario& scenario, DamageId id) const;
    /// Largest deficit; ties: the earliest onset, then the name (both are the order of `Scenario::damages`).
    OwnCapacity capacity(const Scenario& scenario, NodeId node) const;

private:
    struct Progress {
        std::int32_t stage = 0;
        DamageId next;  ///< active damages of a node, as a list
    };
    IndexVector<NodeId, DamageId> first_;
    IndexVector<DamageId, Progress> progress_;
    std::vector<NodeId> touched_;
};

}  // namespace hadome
