#pragma once

#include <array>
#include <vector>

#include "core/fixed.hpp"
#include "core/index.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// Threat classes as a set: bit k for class k.
using ClassSet = std::uint8_t;
inline ClassSet class_bit(ThreatClass threat) {
    return static_cast<ClassSet>(1U << static_cast<unsigned>(threat));
}

/// What the active damages of a node leave of its own capacity, and which of them binds.
struct OwnCapacity {
    Fixed deficit;
    DamageId cause;
    ClassSet classes = 0;  ///< of all damages that take something
    friend bool operator==(const OwnCapacity&, const OwnCapacity&) = default;
};

/// Active damages by node. Overlapping damages join: the largest deficit counts, and comes back by its own stages.
/// Finding the largest costs the logarithm of their number, so that a node may have any number of them.
class OwnDamages {
public:
    explicit OwnDamages(const Model& model) : nodes_(model.nodes.size()) {}

    void reset(const Scenario& scenario);
    /// Whether a damage of this kind is active at the node: undetected, waiting or under repair.
    bool is_active(NodeId node, DamageKind kind) const {
        return nodes_[node].active[static_cast<std::size_t>(kind)] > 0;
    }
    void arrive(const Scenario& scenario, DamageId id);
    /// The next stage of repair is done. \return false when that was the last one and the damage is gone
    bool finish_stage(const Scenario& scenario, DamageId id);
    /// The stage that an active damage is in.
    const Stage& stage(const Scenario& scenario, DamageId id) const {
        return scenario.stages[static_cast<std::size_t>(stages_[id])];
    }
    /// Largest deficit; ties: the earliest onset, then the name (both are the order of `Scenario::damages`).
    OwnCapacity capacity(NodeId node);

private:
    /// One stage of one damage; out of date once the damage is in another.
    struct Entry {
        Fixed deficit;
        DamageId damage;
        std::int32_t stage = 0;
        /// The top of a heap: the largest deficit, then the first damage.
        friend bool operator<(const Entry& a, const Entry& b) {
            return a.deficit < b.deficit || (a.deficit == b.deficit && b.damage < a.damage);
        }
    };
    struct Node {
        std::vector<Entry> heap;
        std::array<std::int32_t, damage_kind_count> active{};
        std::array<std::int32_t, threat_class_count> taking{};  ///< damages of a class that take something at present
    };
    void enter_stage(const Scenario& scenario, DamageId id, std::int32_t change);

    IndexVector<NodeId, Node> nodes_;
    IndexVector<DamageId, std::int32_t> stages_;
    std::vector<NodeId> touched_;
};

}  // namespace hadome
