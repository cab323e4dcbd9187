#include "story/timeline.hpp"

#include <algorithm>
#include <set>

#include "model/laws.hpp"

namespace hadome {
namespace {

/// The last of a list in time order that is not later than `time`; null when there is none.
template <class Item>
const Item* last_until(const std::vector<Item>& items, Tick time) {
    const auto after =
        std::upper_bound(items.begin(), items.end(), time, [](Tick t, const Item& item) { return t < item.time; });
    return after == items.begin() ? nullptr : &*(after - 1);
}

/// What each of a node's damages takes at present; the first is the one that counts.
class ActiveDamages {
public:
    void set(DamageId id, Fixed before, Fixed now) {
        active_.erase({-before.raw(), id});
        if (now > Fixed::zero()) {
            active_.insert({-now.raw(), id});
        }
    }
    Timeline::Own largest() const {
        return active_.empty() ? Timeline::Own{}
                               : Timeline::Own{Fixed::from_raw(-active_.begin()->first), active_.begin()->second};
    }

private:
    std::set<std::pair<std::int64_t, DamageId>> active_;
};

}  // namespace

Timeline::Timeline(const Model& model, const Scenario& scenario, const Journal& journal)
    : model_{model},
      scenario_{scenario},
      journal_{journal},
      states_(model.nodes.size()),
      own_(model.nodes.size()),
      supply_(model.groups.size()),
      handovers_(model.stores.size()),
      failures_(model.stores.size()),
      group_of_(model.stores.size()) {
    lay_out_changes();
    lay_out_notes();
    for (const GroupId group : ids_of(model.groups)) {
        for (const StoreId store : model.stores_of(group)) {
            group_of_[store] = group;
        }
        if (model.stores_of(group).size() > 0) {
            lay_out_supply(group);
        }
    }
}

void Timeline::lay_out_changes() {
    for (const Change& change : journal_.changes) {
        std::vector<State>& states = states_[change.node];
        State state{change.time, change.deficit, change.cause, change.time, change.time};
        if (!states.empty() && states.back().deficit > Fixed::zero()) {
            state.down_since = states.back().down_since;
            state.unchanged_since =
                states.back().deficit == change.deficit ? states.back().unchanged_since : change.time;
        }
        states.push_back(state);
    }
}

void Timeline::lay_out_notes() {
    IndexVector<DamageId, std::int32_t> stage(scenario_.damages.size(), 0);
    IndexVector<DamageId, Fixed> taken(scenario_.damages.size());
    IndexVector<NodeId, ActiveDamages> active(model_.nodes.size());
    const auto take = [&](DamageId id, Tick time, Fixed now) {
        const NodeId node = scenario_.damages[id].node;
        active[node].set(id, taken[id], now);
        taken[id] = now;
        std::vector<OwnState>& own = own_[node];
        if (own.empty() || own.back().time != time) {
            own.push_back({time, {}});
        }
        own.back().own = active[node].largest();
    };
    const auto at_stage = [&](DamageId id) {
        const Damage& damage = scenario_.damages[id];
        const std::int32_t place = std::min(damage.first_stage + stage[id], damage.last_stage - 1);
        return scenario_.stages[static_cast<std::size_t>(place)].deficit;
    };
    for (const Note& note : journal_.notes) {
        switch (note.kind) {
            case Note::Kind::struck: take(DamageId{note.index}, note.time, at_stage(DamageId{note.index})); break;
            case Note::Kind::stage_mended:
                ++stage[DamageId{note.index}];
                take(DamageId{note.index}, note.time, at_stage(DamageId{note.index}));
                break;
            case Note::Kind::mended: take(DamageId{note.index}, note.time, Fixed::zero()); break;
            case Note::Kind::start_failed: failures_[StoreId{note.index}].push_back(note.time); break;
            case Note::Kind::store_running:
            case Note::Kind::store_empty: handovers_[StoreId{note.index}].push_back(note); break;
            case Note::Kind::dropped:
            case Note::Kind::detected:
            case Note::Kind::crew_assigned:
            case Note::Kind::black_started: break;
        }
    }
}

void Timeline::lay_out_supply(GroupId id) {
    const Group& group = model_.groups[id];
    std::vector<Tick> times;
    for (const Supplier& supplier : model_.suppliers_of(id)) {
        for (const State& state : states_[supplier.node]) {
            times.push_back(state.time + group.lag);
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    std::vector<SupplyHistory::Step> steps;
    steps.reserve(times.size());
    for (const Tick time : times) {
        steps.push_back({time, seen_deficit(id, time)});
    }
    supply_[id] = SupplyHistory(steps);
}

const Timeline::State* Timeline::last_state(NodeId node, Tick time) const {
    return last_until(states_[node], time);
}

Fixed Timeline::deficit(NodeId node, Tick time) const {
    const State* state = last_state(node, time);
    return state != nullptr ? state->deficit : Fixed::zero();
}

DamageId Timeline::cause(NodeId node, Tick time) const {
    const State* state = last_state(node, time);
    return state != nullptr ? state->cause : DamageId{};
}

Tick Timeline::down_since(NodeId node, Tick time) const {
    const State* state = last_state(node, time);
    return state != nullptr && state->deficit > Fixed::zero() ? state->down_since : time;
}

Tick Timeline::unchanged_since(NodeId node, Tick time) const {
    const State* state = last_state(node, time);
    return state != nullptr && state->deficit > Fixed::zero() ? state->unchanged_since : time;
}

Timeline::Own Timeline::own(NodeId node, Tick time) const {
    const OwnState* state = last_until(own_[node], time);
    return state != nullptr ? state->own : Own{};
}

Fixed Timeline::seen_deficit(GroupId id, Tick time) const {
    const Group& group = model_.groups[id];
    const Tick sent = time - group.lag;
    if (sent < 0) {
        return Fixed::zero();
    }
    return combined_deficit(group, model_.suppliers_of(id), [&](const Supplier& supplier) {
        return claimed_deficit(model_, supplier.claim, deficit(supplier.node, sent));
    });
}

bool Timeline::failed(StoreId store, Tick time) const {
    const std::vector<Tick>& failures = failures_[store];
    const auto after = std::upper_bound(failures.begin(), failures.end(), time);
    const SupplyHistory& supply = supply_[group_of_[store]];
    return after != failures.begin() && supply.at(time) > Fixed::zero() && *(after - 1) >= supply.lacking_since(time);
}

bool Timeline::running(StoreId store, Tick time) const {
    const Note* note = last_until(handovers_[store], time);
    return note != nullptr && note->kind == Note::Kind::store_running && !failed(store, time);
}

Fixed Timeline::effective_deficit(GroupId id, Tick time) const {
    const auto stores = model_.stores_of(id);
    if (stores.size() == 0) {
        return seen_deficit(id, time);
    }
    const Fixed seen = supply_[id].at(time);
    if (seen == Fixed::zero()) {
        return seen;
    }
    Tick window = 0;
    for (const StoreId store : stores) {
        if (!model_.groups[id].per_site && running(store, time)) {
            return Fixed::zero();
        }
        window += model_.groups[id].per_site && !failed(store, time) ? model_.stores[store].capacity : 0;
    }
    return supply_[id].least(time - window, time);
}

Fixed Timeline::taken(GroupId group, Tick time) const {
    return times(model_.groups[group].strength, effective_deficit(group, time));
}

}  // namespace hadome
