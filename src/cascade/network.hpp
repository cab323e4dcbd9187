#pragma once

#include <cstdint>
#include <vector>

#include "cascade/buffer_state.hpp"
#include "core/fixed.hpp"
#include "core/index.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// What binds a node: a damage (of its own, or one whose effect came through a delay), or a supplier of this instant.
struct Binding {
    DamageId damage;
    NodeId supplier;
    friend bool operator==(const Binding&, const Binding&) = default;
};

/// A supply under way through a lag, or arrived: how much is missing and why.
struct Delivery {
    Fixed deficit;
    DamageId cause;
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

struct NodeState {
    Fixed deficit;      ///< announced inoperability, a multiple of the quantum
    Fixed own_deficit;  ///< largest of the active damages
    DamageId own_cause;
    Binding binding;
    DamageId cause;         ///< root cause, invalid when nominal
    DamageId cause_before;  ///< scratch of tracing: the cause of the instant before
};

struct GroupState {
    Wide weighted = 0;  ///< mean: sum of share x deficit of the suppliers, kept up to date exactly
    Delivery arrived;   ///< what a lagged group sees; unused without lag
    BufferState buffer;
};

/// The states of all nodes and groups, and the laws that tie them: knows instants, not time.
/// Work and memory traffic are in proportion to what is touched.
class Network {
public:
    explicit Network(const Model& model);

    /// Back to nominal: only what was touched is reset.
    void reset();

    const NodeState& node(NodeId id) const { return nodes_[id]; }
    GroupState& group(GroupId id) { return groups_[id]; }

    /// Forgets what changed in the instant before.
    void begin_instant();
    void set_own(NodeId id, Fixed deficit, DamageId cause);
    void set_arrived(GroupId id, const Delivery& delivery);
    /// The node's law must be evaluated in this instant: its own capacity, a buffer or a delayed supply changed.
    void mark(NodeId id);

    /// Finds the state in which all laws hold: improvements until nothing rises, then deteriorations until nothing
    /// falls. Each phase is a chaotic iteration of monotone laws, so its end does not depend on the order. Then traces
    /// root causes.
    void settle();

    /// Nodes whose state or cause may have changed in the last `settle`, each once, in no particular order.
    const std::vector<NodeId>& changed_nodes() const { return changed_nodes_; }
    /// Groups whose suppliers changed in state or cause in the last `settle`, each once.
    const std::vector<GroupId>& changed_groups() const { return changed_groups_; }

    /// The supply of a group by its suppliers' present states, before lag and buffer.
    Fixed supply_deficit(GroupId id) const;
    /// What the consumer sees: the supply, after the lag.
    Fixed seen_deficit(GroupId id) const;
    /// Supply and root cause at the near end of a lag.
    Delivery delivery(GroupId id) const;

    std::int64_t evaluations() const { return evaluations_; }

private:
    enum class Phase { improve, deteriorate };

    Fixed contribution(GroupId id) const;
    Fixed evaluate(NodeId id) const;
    void sweep(Phase phase);
    /// Audit: every node is what its law says of the whole network, and sums kept up to date are right.
    bool laws_hold() const;
    void announce(NodeId id, Fixed deficit);
    void note_node(NodeId id);
    void note_group(GroupId id);

    // Root causes (causes.cpp).
    NodeId binding_supplier(GroupId id) const;
    Binding find_binding(NodeId id) const;
    void trace_causes();
    void collect_affected();
    void resolve(NodeId start);
    void resolve_closed_chain(std::size_t first_on_path);
    DamageId earliest_reaching(NodeId start) const;
    void set_cause(NodeId id, DamageId cause);

    const Model& model_;
    int drop_bits_;
    IndexVector<NodeId, NodeState> nodes_;
    IndexVector<GroupId, GroupState> groups_;
    std::int64_t evaluations_ = 0;

    /// Membership in the lists below, one bit each.
    struct NodeFlags {
        bool queued : 1 = false;
        bool changed : 1 = false;
        bool affected : 1 = false;  ///< its cause is traced in this instant
        bool resolved : 1 = false;  ///< ... and is known
        bool on_path : 1 = false;
        bool touched : 1 = false;
    };
    struct GroupFlags {
        bool changed : 1 = false;
        bool touched : 1 = false;
    };
    IndexVector<NodeId, NodeFlags> node_flags_;
    IndexVector<GroupId, GroupFlags> group_flags_;
    std::vector<NodeId> work_;
    std::vector<NodeId> left_over_;
    std::vector<NodeId> changed_nodes_;
    std::vector<GroupId> changed_groups_;
    std::vector<NodeId> affected_;
    std::vector<NodeId> path_;
    std::vector<NodeId> touched_nodes_;
    std::vector<GroupId> touched_groups_;
};

}  // namespace hadome
