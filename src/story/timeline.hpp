#pragma once

#include <vector>

#include "cascade/journal.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"
#include "story/supply_history.hpp"

namespace hadome {

/// A journal laid out so that it can be asked for any node, group or store at any time, in time that grows with the
/// logarithm of its length. "At t" means from the end of the instant t on. What journals do not hold is worked out from
/// the laws; stores are taken to let nothing or everything through, so that a store that lets a part through (its fuel
/// comes more slowly than it burns) counts as empty.
class Timeline {
public:
    /// All three outlive the timeline. The journal has notes.
    Timeline(const Model& model, const Scenario& scenario, const Journal& journal);

    const Model& model() const { return model_; }
    const Scenario& scenario() const { return scenario_; }
    const Journal& journal() const { return journal_; }

    Fixed deficit(NodeId node, Tick time) const;
    /// Root cause; invalid when nominal.
    DamageId cause(NodeId node, Tick time) const;
    /// When the node left nominal last, up to `time`; `time` itself when it is nominal.
    Tick down_since(NodeId node, Tick time) const;
    /// When its deficit became what it is at `time`; `time` itself when it is nominal.
    Tick unchanged_since(NodeId node, Tick time) const;

    struct Own {
        Fixed deficit;
        DamageId cause;
    };
    /// What the node's own active damages take.
    Own own(NodeId node, Tick time) const;

    /// What the node sees of the group's supply, after claims and lag.
    Fixed seen_deficit(GroupId group, Tick time) const;
    /// ... and after its stores.
    Fixed effective_deficit(GroupId group, Tick time) const;
    /// Strength x effective deficit.
    Fixed taken(GroupId group, Tick time) const;

    GroupId group_of(StoreId store) const { return group_of_[store]; }
    /// Whether the store did not start in the outage that its group sees at `time`: a failed start lasts until supply
    /// is whole again, and says nothing of the next outage.
    bool failed(StoreId store, Tick time) const;

private:
    struct State {
        Tick time = 0;
        Fixed deficit;
        DamageId cause;
        Tick down_since = 0;
        Tick unchanged_since = 0;
    };
    struct OwnState {
        Tick time = 0;
        Own own;
    };
    const State* last_state(NodeId node, Tick time) const;
    void lay_out_changes();
    void lay_out_notes();
    void lay_out_supply(GroupId group);
    bool running(StoreId store, Tick time) const;

    const Model& model_;
    const Scenario& scenario_;
    const Journal& journal_;
    IndexVector<NodeId, std::vector<State>> states_;     ///< in time order
    IndexVector<NodeId, std::vector<OwnState>> own_;     ///< in time order
    IndexVector<GroupId, SupplyHistory> supply_;         ///< of groups with stores
    IndexVector<StoreId, std::vector<Note>> handovers_;  ///< running or empty from then on
    IndexVector<StoreId, std::vector<Tick>> failures_;
    IndexVector<StoreId, GroupId> group_of_;
};

}  // namespace hadome
