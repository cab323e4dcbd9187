#pragma once

#include <vector>

#include "cascade/journal.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// A journal laid out so that it can be asked for any node, group or store at any time. "At t" means from the end of
/// the instant t on. What journals do not hold is worked out from the laws; stores are taken to let nothing or
/// everything through, so that a store that lets a part through (its fuel comes more slowly than it burns) counts as
/// empty.
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

    /// What was last said of a store up to `time`: running, empty or failed to start.
    enum class StoreState { untouched, running, empty, failed };
    StoreState store_state(StoreId store, Tick time) const;

private:
    struct Step {
        Tick time = 0;
        Fixed deficit;
    };
    const Change* last_change(NodeId node, Tick time) const;
    void lay_out_damages();
    bool departed_before(GroupId group, Tick failed, Tick time) const;
    Fixed least_seen(GroupId group, Tick from, Tick time) const;

    const Model& model_;
    const Scenario& scenario_;
    const Journal& journal_;
    IndexVector<NodeId, std::vector<const Change*>> changes_;  ///< by node, in time order
    IndexVector<NodeId, std::vector<DamageId>> damages_;       ///< by node, those that arrived
    IndexVector<DamageId, std::vector<Step>> steps_;           ///< what each took of its node's capacity
    IndexVector<StoreId, std::vector<const Note*>> store_notes_;
};

}  // namespace hadome
