#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"

namespace hadome {

/// The state from which the network cannot come back by itself: the greatest fixed point of the laws with every node
/// damaged and every store empty, found by letting all nodes improve until nothing rises. A damage is mended unless its
/// repair is stalled (`min_speed` is 0 and a service that it needs wholly lacks), or waits for a crew while such
/// repairs hold all crews of its pool, as they may. Exact for every law, for it is what the simulator would settle in;
/// nominal everywhere if and only if everything restarts.
///
/// Nodes that can start without the groups that wait for them (`black_start`) do so: where binding suppliers lead from
/// one into a closed chain, its binding group is ignored from then on, and improvement goes on. No chain closes through
/// a lag, for what is seen there is the past, nor through repair.
///
/// Without lags, what comes back from here comes back from any state without damage: there less is missing, so that
/// every node that can start does, and with all of these up whatever is up here is up there.
class StuckState {
public:
    explicit StuckState(const Model& model);

    bool contains(NodeId node) const { return deficit_[node] > Fixed::zero(); }
    /// Given up because nodes improve in ever so small steps.
    bool too_slow() const { return too_slow_; }
    /// Closed chains, each from some member on: nodes each of which is bound by the next, the last by the first.
    const std::vector<std::vector<NodeId>>& circles() const { return circles_; }
    /// What keeps a member down most, by operation or by repair; ties go by name. Invalid while it waits for a crew.
    GroupId binding_group(NodeId member) const;
    /// Its damage can never be mended.
    bool waits_for_repair(NodeId node) const { return stalled_[node] != 0 || waits_for_crew(node); }

private:
    using KindSet = std::uint8_t;  ///< bit k: damage of kind k

    void improve();
    KindSet stalled_kinds(NodeId node) const;
    void update_repair(NodeId node);
    bool waits_for_crew(NodeId node) const;
    NodeId held_up_by(NodeId node) const;
    NodeId next(NodeId node) const;
    Fixed seen_deficit(const Supplier& supplier) const;
    Fixed taken(GroupId id) const;
    NodeId binding_supplier(GroupId group) const;
    void find_circles();
    bool keeps_from_starting(NodeId node) const;
    std::vector<NodeId> free_to_start() const;
    bool start_black();
    void mark(NodeId node);

    const Model& model_;
    IndexVector<NodeId, Fixed> deficit_;
    IndexVector<NodeId, KindSet> stalled_;           ///< kinds of damage on which work stands still
    IndexVector<CrewPoolId, std::int32_t> holders_;  ///< of its crews: nodes and kinds that are stalled
    IndexVector<CrewPoolId, std::vector<NodeId>> served_;
    IndexVector<GroupId, char> ignored_;
    std::vector<NodeId> work_;
    std::vector<NodeId> marked_;
    IndexVector<NodeId, char> is_marked_;
    std::vector<std::vector<NodeId>> circles_;
    std::int64_t improvements_left_;
    bool too_slow_ = false;
};

}  // namespace hadome
