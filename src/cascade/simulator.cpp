#include "cascade/simulator.hpp"

#include <algorithm>

#include "cascade/compound.hpp"
#include "cascade/event_queue.hpp"
#include "cascade/journal_writer.hpp"
#include "cascade/lag_lines.hpp"
#include "cascade/network.hpp"
#include "cascade/repair.hpp"
#include "cascade/stores.hpp"
#include "scenario/decision.hpp"

namespace hadome {

/// One simulation in progress: the clock, what will happen, and the network it happens to.
class Simulator::State {
public:
    State(const Model& model, Tick cap, const SimulatorOptions& options)
        : model_{model},
          cap_{cap},
          options_{options},
          budget_{options.work_limit},
          stores_{model},
          network_{model, stores_, budget_},
          compound_{model, network_, budget_},
          lines_{model},
          journal_{model, options.record_limit, options.keep_notes},
          repair_{model, queue_, journal_} {}

    const Journal& run(const Scenario& scenario, const Treatment& treatment) {
        reset(scenario);
        GiveUp given_up = GiveUp::no;
        try {
            for (Tick now = next_time(scenario); now <= cap_ && now < never; now = next_time(scenario)) {
                if (options_.cancelled != nullptr && options_.cancelled->load(std::memory_order_relaxed)) {
                    throw Cancelled{};
                }
                journal_.begin_instant();
                network_.begin_instant();
                apply_events(scenario, now);
                apply_arrivals(scenario, treatment, now);
                repair_.assign_crews(scenario, now);
                settle(scenario, now);
                act_on_settled(now);
                write_journal(now);
            }
        } catch (const ScenarioGivenUp& reason) {
            given_up = reason.reason();
        }
        return journal_.finish(cap_, network_.evaluations(), given_up);
    }

private:
    void reset(const Scenario& scenario) {
        budget_.reset();
        journal_.reset();
        stores_.reset();
        network_.reset();
        compound_.reset();
        repair_.reset(scenario);
        lines_.reset();
        queue_.clear();
        next_damage_ = DamageId{0};
        black_starts_written_ = 0;
        ClassSet classes = 0;
        for (const Event& event : scenario.events) {
            classes |= class_bit(event.threat);
        }
        several_classes_ = (classes & (classes - 1)) != 0;
    }

    Tick next_time(const Scenario& scenario) const {
        const Tick arrival = next_damage_ < scenario.damages.end_id() ? scenario.damages[next_damage_].onset : never;
        return std::min(arrival, queue_.next_time());
    }

    // ---- what falls on this instant ---------------------------------------------------------------------------------

    void apply_events(const Scenario& scenario, Tick now) {
        while (queue_.next_time() == now) {
            budget_.spend(1);
            const TimedEvent event = queue_.pop();
            switch (event.kind) {
                case EventKind::work_done:
                    repair_.ring(scenario, event.index, now, [&](NodeId node) { update_own(node); });
                    break;
                case EventKind::detected: repair_.detect(scenario, DamageId{event.index}, now); break;
                case EventKind::store_event: advance_stores(GroupId{event.index}, now); break;
                case EventKind::lag_arrival: receive(GroupId{event.index}); break;
            }
        }
    }

    void advance_stores(GroupId id, Tick now) {
        const StoreId running = stores_.running(id);
        const auto [outcome, again] = stores_.advance(id, now);
        if (again < never) {
            queue_.push({again, EventKind::store_event, id.value()});
        }
        if (outcome == Stores::Outcome::nothing) {
            return;
        }
        if (running.valid()) {
            journal_.note(now, Note::Kind::store_empty, running.value());
        }
        if (outcome == Stores::Outcome::dry) {
            network_.set_stores(id);
        } else {
            network_.mark_changed(id);
        }
    }

    void receive(GroupId id) {
        const Delivery delivery = lines_.receive(id);
        compound_.set_arrived_classes(id, network_.group(id).arrived.classes, delivery.classes);
        network_.set_arrived(id, delivery);
    }

    void apply_arrivals(const Scenario& scenario, const Treatment& treatment, Tick now) {
        for (; next_damage_ < scenario.damages.end_id() && scenario.damages[next_damage_].onset == now;
             next_damage_ = DamageId{next_damage_.value() + 1}) {
            budget_.spend(1);
            const Damage& damage = scenario.damages[next_damage_];
            if (model_.nodes[damage.node].function == treatment.never_hit) {
                continue;
            }
            // Nothing is settled yet in this instant: the network still shows what was announced before it.
            if (damage.only_while_degraded && network_.node(damage.node).deficit == Fixed::zero()) {
                journal_.leave_out(next_damage_);
            } else if (repair_.strike(scenario, next_damage_, now)) {
                update_own(damage.node);
            }
        }
    }

    void update_own(NodeId node) {
        const OwnCapacity own = repair_.capacity(node);
        if (several_classes_) {
            compound_.set_own_classes(node, network_.node(node).own.classes, own.classes);
        }
        network_.set_own(node, own);
    }

    // ---- settling ---------------------------------------------------------------------------------------------------

    /// Settles; where a supply is whole no longer, stores start. A failed start lets the deficit through at once, which
    /// settles anew, until no more starts fail.
    void settle(const Scenario& scenario, Tick now) {
        do {
            network_.settle();
        } while (starts_fail(scenario, now));
        const auto& started = network_.black_started();
        for (; black_starts_written_ < started.size(); ++black_starts_written_) {
            journal_.note(now, Note::Kind::black_started, started[black_starts_written_].value());
        }
    }

    bool starts_fail(const Scenario& scenario, Tick now) {
        failed_.clear();
        for (const GroupId id : network_.changed_groups()) {
            if (!network_.group(id).has_stores || !stores_.departs(id, network_.seen_deficit(id))) {
                continue;
            }
            const bool any = stores_.start(id, now, [&](StoreId store) {
                const Damage& damage = scenario.damages[network_.cause_of_seen(id)];
                const std::uint64_t event = scenario.events[damage.event].name;
                const bool fails = stream_for(scenario.key, event, model_.stores[store].hash, Decision::start)() <
                                   model_.stores[store].start_failure;
                if (fails) {
                    journal_.note(now, Note::Kind::start_failed, store.value());
                }
                return fails;
            });
            if (any) {
                failed_.push_back(id);
            }
        }
        for (const GroupId id : failed_) {
            network_.set_stores(id);
        }
        return !failed_.empty();
    }

    // ---- what follows from the settled state ------------------------------------------------------------------------

    void act_on_settled(Tick now) {
        repair_.set_speeds(network_, now);
        if (several_classes_) {
            for (const NodeId id : compound_.update()) {
                network_.mark_changed(id);
            }
            // Classes under way may change while the deficit does not.
            const std::vector<GroupId> lacking(lines_.lacking().begin(), lines_.lacking().end());
            for (const GroupId id : lacking) {
                send(id, now);
            }
        }
        for (const GroupId id : network_.changed_groups()) {
            if (network_.group(id).is_lagged) {
                send(id, now);
            }
        }
        // Last, for from here on the network is what it will be at the next instant.
        for (const GroupId id : network_.changed_groups()) {
            if (network_.group(id).has_stores) {
                observe_stores(id, now);
            }
        }
    }

    void send(GroupId id, Tick now) {
        Delivery delivery = network_.delivery(id);
        if (several_classes_ && delivery.deficit > Fixed::zero()) {
            delivery.classes = compound_.classes_of_supply(id);
        }
        if (lines_.send(id, delivery)) {
            queue_.push({now + model_.groups[id].lag, EventKind::lag_arrival, id.value()});
        }
    }

    void observe_stores(GroupId id, Tick now) {
        const StoreId running = stores_.running(id);
        const Stores::Settled settled{network_.seen_deficit(id),
                                      network_.node(model_.groups[id].consumer).own.deficit < Fixed::one()};
        const Tick due = stores_.observe(id, now, settled,
                                         [&](GroupId refill) { return network_.supply_deficit(refill).complement(); });
        if (due < never) {
            queue_.push({due, EventKind::store_event, id.value()});
        }
        if (stores_.running(id).valid() && stores_.running(id) != running) {
            journal_.note(now, Note::Kind::store_running, stores_.running(id).value());
        }
    }

    void write_journal(Tick now) {
        for (const NodeId id : network_.changed_nodes()) {
            const NodeState& state = network_.node(id);
            journal_.write({now, id, state.deficit, state.cause, several_classes_ && compound_.is_compound(id)});
        }
        journal_.end_instant();
    }

    const Model& model_;
    Tick cap_;
    SimulatorOptions options_;
    WorkBudget budget_;
    Stores stores_;
    Network network_;
    Compound compound_;
    LagLines lines_;
    EventQueue queue_;
    JournalWriter journal_;
    Repair repair_;
    DamageId next_damage_{0};
    std::vector<GroupId> failed_;           ///< scratch
    bool several_classes_ = false;          ///< the scenario has events of two or more classes
    std::size_t black_starts_written_ = 0;  ///< noted in the journal
};

Simulator::Simulator(const Model& model, Tick cap, const SimulatorOptions& options)
    : state_{std::make_unique<State>(model, cap, options)} {}
Simulator::~Simulator() = default;
Simulator::Simulator(Simulator&&) noexcept = default;

const Journal& Simulator::run(const Scenario& scenario, const Treatment& treatment) {
    return state_->run(scenario, treatment);
}

}  // namespace hadome
