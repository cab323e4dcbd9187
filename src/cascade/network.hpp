#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "cascade/own_capacity.hpp"
#include "cascade/stores.hpp"
#include "cascade/work_budget.hpp"
#include "core/fixed.hpp"
#include "core/index.hpp"
#include "model/laws.hpp"
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
    ClassSet classes = 0;  ///< of the active damages that contributed when it was sent
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

struct NodeState {
    Fixed deficit;    ///< announced inoperability, a multiple of the quantum
    OwnCapacity own;  ///< what its active damages take
    Binding binding;
    DamageId cause;         ///< root cause, invalid when nominal
    DamageId cause_before;  ///< scratch of tracing: the cause of the instant before
};

/// The state of a group, with what the inner loop asks of the model beside it: one line of cache instead of three.
struct GroupState {
    Wide weighted = 0;  ///< mean: sum of share x deficit of the suppliers, kept up to date exactly
    Delivery arrived;   ///< what a lagged group sees; unused without lag
    Fixed strength;
    NodeId consumer;
    GroupRole role = GroupRole::operation;
    bool is_mean = false;
    bool is_lagged = false;
    bool has_stores = false;
    bool is_ignored = false;  ///< takes nothing while a black start is tried
};

/// The states of all nodes and groups, and the laws that tie them: knows instants, not time.
/// Work and memory traffic are in proportion to what is touched.
class Network {
public:
    /// \param stores of the same model; \param budget what is done is counted there
    Network(const Model& model, const Stores& stores, WorkBudget& budget);

    /// Back to nominal: only what was touched is reset.
    void reset();

    const NodeState& node(NodeId id) const { return nodes_[id]; }

    /// Forgets what changed in the instant before.
    void begin_instant();
    void set_own(NodeId id, const OwnCapacity& own);
    void set_arrived(GroupId id, const Delivery& delivery);
    /// The group's stores no longer hide, or no longer let through, what they did.
    void set_stores(GroupId id);
    /// To be looked at in this instant, though its law has nothing new.
    void mark_changed(NodeId id);
    void mark_changed(GroupId id);

    /// Finds the state in which all laws hold: improvements until nothing rises, then deteriorations until nothing
    /// falls. Each phase is a chaotic iteration of monotone laws, so its end does not depend on the order. Then traces
    /// root causes, and starts black what can be.
    /// \throws ScenarioGivenUp
    void settle();
    /// Nodes that started black since the scenario began, in the order in which they did.
    const std::vector<NodeId>& black_started() const { return black_started_; }

    /// Nodes whose state or cause may have changed in the last `settle`, each once, in no particular order.
    const std::vector<NodeId>& changed_nodes() const { return changed_nodes_; }
    /// Groups whose suppliers changed in state or cause in the last `settle`, each once.
    const std::vector<GroupId>& changed_groups() const { return changed_groups_; }

    /// The supply of a group by its suppliers' present states, before lag and buffer.
    Fixed supply_deficit(GroupId id) const {
        const GroupState& group = groups_[id];
        return group.is_mean ? Fixed::from_raw(static_cast<std::int64_t>(group.weighted >> Fixed::fraction_bits))
                             : combined_supply(id);
    }
    /// What the consumer sees: the supply, after the lag.
    Fixed seen_deficit(GroupId id) const {
        return groups_[id].is_lagged ? groups_[id].arrived.deficit : supply_deficit(id);
    }
    /// What the group takes from its consumer: strength x what its stores pass on.
    Fixed contribution(GroupId id) const {
        const GroupState& group = groups_[id];
        if (group.is_ignored) {
            return Fixed::zero();
        }
        Fixed passed = seen_deficit(id);
        if (group.has_stores) {
            passed = stores_.passed_on(id, passed, [&](GroupId refill) { return supply_deficit(refill).complement(); });
        }
        return times(group.strength, passed);
    }
    /// Whether what the group takes has a part in its consumer's deficit.
    bool is_felt(GroupId id) const;
    /// The damage to which the seen deficit of a group goes back.
    DamageId cause_of_seen(GroupId id) const;
    /// Supply and root cause at the near end of a lag, without classes.
    Delivery delivery(GroupId id) const;
    /// A supplier's deficit as the consumer sees it.
    Fixed seen_of(const Supplier& supplier) const {
        return claimed_deficit(model_, supplier.claim, nodes_[supplier.node].deficit);
    }
    const GroupState& group(GroupId id) const { return groups_[id]; }

    std::int64_t evaluations() const { return evaluations_; }

private:
    enum class Phase { improve, deteriorate };

    Fixed combined_supply(GroupId id) const;
    void mark(NodeId id);
    /// Whether the stores of a group hide any deficit at present.
    bool hidden(GroupId id) const;
    Fixed evaluate(NodeId id) const;
    void sweep(Phase phase);
    void deteriorate_from_left_over();
    /// Audit: every node is what its law says of the whole network, and sums kept up to date are right.
    bool laws_hold() const;
    void announce(NodeId id, Fixed deficit);

    // Black start (black_start.cpp).
    bool start_black();
    bool leads_into_closed_chain(NodeId start);

    // Root causes (causes.cpp).
    GroupId binding_group(NodeId id) const;
    NodeId binding_supplier(GroupId id) const;
    Binding find_binding(NodeId id) const;
    void point_to_bindings();
    void trace_causes();
    void collect_affected();
    void resolve(NodeId start);
    void resolve_closed_chain(std::size_t first_on_path);
    DamageId earliest_reaching(NodeId start) const;
    void set_cause(NodeId id, DamageId cause);

    const Model& model_;
    const Stores& stores_;
    WorkBudget& budget_;
    int drop_bits_;
    IndexVector<NodeId, NodeState> nodes_;
    IndexVector<GroupId, GroupState> groups_;
    IndexVector<NodeId, std::int32_t> steps_;  ///< of an evaluation: what it looks at
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

    std::vector<NodeId> can_start_black_;
    std::vector<NodeId> black_started_;
    bool keeps_before_ = false;                         ///< while a black start is tried:
    std::vector<std::pair<NodeId, Fixed>> before_try_;  ///< states before each announcement
};

}  // namespace hadome
