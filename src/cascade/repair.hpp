#pragma once

#include <vector>

#include "cascade/crews.hpp"
#include "cascade/event_queue.hpp"
#include "cascade/journal_writer.hpp"
#include "cascade/network.hpp"
#include "cascade/own_capacity.hpp"
#include "cascade/work_clocks.hpp"

namespace hadome {

/// The life of damages: they strike, are detected, get a crew, are worked on at the speed that repair services allow,
/// and are gone.
class Repair {
public:
    Repair(const Model& model, EventQueue& queue, JournalWriter& journal)
        : model_{model}, queue_{queue}, journal_{journal}, damages_{model}, crews_{model}, clocks_{model} {}

    void reset(const Scenario& scenario);

    /// \return false if the damage is dropped: its node is down by damage of the kind, and ignores more of it
    bool strike(const Scenario& scenario, DamageId id, Tick now);
    void detect(const Scenario& scenario, DamageId id, Tick now);
    /// A clock's time has come. \param changed called with each node whose own capacity changed
    template <class Changed>
    void ring(const Scenario& scenario, WorkClocks::ClockId clock, Tick now, const Changed& changed) {
        clocks_.ring(clock, now, [&](DamageId id) {
            finish_stage(scenario, id, now);
            changed(scenario.damages[id].node);
        });
        if (clocks_.runs(clock)) {
            fresh_.push_back(clock);
        }
    }
    /// Work begins where there is a crew for it.
    void assign_crews(const Scenario& scenario, Tick now);
    /// After settling: speeds of work at nodes whose repair services changed, and where work began or goes on.
    void set_speeds(const Network& network, Tick now);

    OwnCapacity capacity(NodeId node) { return damages_.capacity(node); }

private:
    void finish_stage(const Scenario& scenario, DamageId id, Tick now);
    void set_speed(const Network& network, WorkClocks::ClockId clock, Tick now);
    Fixed speed(const Network& network, NodeId node, DamageKind kind) const;

    const Model& model_;
    EventQueue& queue_;
    JournalWriter& journal_;
    OwnDamages damages_;
    Crews crews_;
    WorkClocks clocks_;
    std::vector<WorkClocks::ClockId> fresh_;  ///< clocks with new marks or without a known time
};

}  // namespace hadome
