#include "cascade/simulator.hpp"

#include <algorithm>

#include "cascade/event_queue.hpp"
#include "cascade/lag_lines.hpp"
#include "cascade/network.hpp"
#include "cascade/own_capacity.hpp"

namespace hadome {

/// One simulation in progress: the clock, what will happen, and the network it happens to.
class Simulator::State {
public:
    State(const Model& model, Tick cap)
        : model_{model}, cap_{cap}, network_{model}, damages_{model}, lines_{model}, written_(model.nodes.size()) {}

    const Journal& run(const Scenario& scenario, const Treatment& treatment) {
        reset(scenario);
        Tick now = 0;
        while ((now = next_time(scenario)) <= cap_ && now < never) {
            network_.begin_instant();
            apply_events(scenario, now);
            apply_arrivals(scenario, treatment, now);
            network_.settle();
            act_on_settled(now);
            write_journal(now);
            ++journal_.instants;
        }
        finish();
        return journal_;
    }

private:
    struct Written {
        Fixed deficit;
        DamageId cause;
    };

    void reset(const Scenario& scenario) {
        for (const Change& change : journal_.changes) {
            written_[change.node] = Written{};
        }
        journal_.clear();
        network_.reset();
        damages_.reset(scenario);
        lines_.reset();
        queue_.clear();
        next_damage_ = DamageId{0};
        not_nominal_ = 0;
    }

    Tick next_time(const Scenario& scenario) const {
        const Tick arrival = next_damage_ < scenario.damages.end_id() ? scenario.damages[next_damage_].onset : never;
        return std::min(arrival, queue_.next_time());
    }

    void apply_events(const Scenario& scenario, Tick now) {
        while (queue_.next_time() == now) {
            const TimedEvent event = queue_.pop();
            switch (event.kind) {
                case EventKind::stage_done: finish_stage(scenario, DamageId{event.index}); break;
                case EventKind::buffer_event: advance_buffer(GroupId{event.index}, now); break;
                case EventKind::lag_arrival: {
                    const GroupId group{event.index};
                    network_.set_arrived(group, lines_.receive(group));
                    break;
                }
            }
        }
    }

    void finish_stage(const Scenario& scenario, DamageId id) {
        if (damages_.finish_stage(scenario, id)) {
            queue_.push({damages_.stage_end(scenario, id), EventKind::stage_done, id.value()});
        }
        update_own(scenario, scenario.damages[id].node);
    }

    void advance_buffer(GroupId id, Tick now) {
        if (network_.group(id).buffer.advance(model_.groups[id].buffer, now)) {
            network_.mark(model_.groups[id].consumer);
        }
    }

    void apply_arrivals(const Scenario& scenario, const Treatment& treatment, Tick now) {
        for (; next_damage_ < scenario.damages.end_id() && scenario.damages[next_damage_].onset == now;
             next_damage_ = DamageId{next_damage_.value() + 1}) {
            const NodeId node = scenario.damages[next_damage_].node;
            if (model_.nodes[node].function == treatment.never_hit) {
                continue;
            }
            damages_.arrive(scenario, next_damage_);
            queue_.push({damages_.stage_end(scenario, next_damage_), EventKind::stage_done, next_damage_.value()});
            update_own(scenario, node);
        }
    }

    void update_own(const Scenario& scenario, NodeId node) {
        const OwnCapacity own = damages_.capacity(scenario, node);
        network_.set_own(node, own.deficit, own.cause);
    }

    /// Only settled values are sent through lags and drain buffers.
    void act_on_settled(Tick now) {
        for (const GroupId id : network_.changed_groups()) {
            const Group& group = model_.groups[id];
            if (group.lag > 0 && lines_.send(id, now + group.lag, network_.delivery(id))) {
                queue_.push({now + group.lag, EventKind::lag_arrival, id.value()});
            }
            const Tick due = network_.group(id).buffer.observe(group.buffer, now, network_.seen_deficit(id));
            if (due < never) {
                queue_.push({due, EventKind::buffer_event, id.value()});
            }
        }
    }

    void write_journal(Tick now) {
        const auto first = static_cast<std::ptrdiff_t>(journal_.changes.size());
        for (const NodeId id : network_.changed_nodes()) {
            const NodeState& state = network_.node(id);
            Written& written = written_[id];
            if (state.deficit == written.deficit && state.cause == written.cause) {
                continue;
            }
            not_nominal_ += (state.deficit > Fixed::zero()) - (written.deficit > Fixed::zero());
            written = {state.deficit, state.cause};
            journal_.changes.push_back({now, id, state.deficit, state.cause});
        }
        std::sort(journal_.changes.begin() + first, journal_.changes.end(),
                  [](const Change& a, const Change& b) { return a.node < b.node; });
    }

    void finish() {
        journal_.evaluations = network_.evaluations();
        journal_.stuck = not_nominal_ > 0;
        journal_.end = journal_.stuck ? cap_ : journal_.changes.empty() ? 0 : journal_.changes.back().time;
    }

    const Model& model_;
    Tick cap_;
    Network network_;
    OwnDamages damages_;
    LagLines lines_;
    EventQueue queue_;
    Journal journal_;
    IndexVector<NodeId, Written> written_;
    DamageId next_damage_{0};
    std::int64_t not_nominal_ = 0;
};

Simulator::Simulator(const Model& model, Tick cap) : state_{std::make_unique<State>(model, cap)} {}
Simulator::~Simulator() = default;
Simulator::Simulator(Simulator&&) noexcept = default;

const Journal& Simulator::run(const Scenario& scenario, const Treatment& treatment) {
    return state_->run(scenario, treatment);
}

}  // namespace hadome
