#include "story/timeline.hpp"

#include <algorithm>

#include "model/laws.hpp"

namespace hadome {
namespace {

/// The last of a list in time order that is not later than `time`; null when there is none.
template <class Item>
const Item* last_until(const std::vector<const Item*>& items, Tick time) {
    const auto after =
        std::upper_bound(items.begin(), items.end(), time, [](Tick t, const Item* item) { return t < item->time; });
    return after == items.begin() ? nullptr : *(after - 1);
}

}  // namespace

Timeline::Timeline(const Model& model, const Scenario& scenario, const Journal& journal)
    : model_{model},
      scenario_{scenario},
      journal_{journal},
      changes_(model.nodes.size()),
      damages_(model.nodes.size()),
      steps_(scenario.damages.size()),
      store_notes_(model.stores.size()) {
    for (const Change& change : journal.changes) {
        changes_[change.node].push_back(&change);
    }
    lay_out_damages();
}

void Timeline::lay_out_damages() {
    IndexVector<DamageId, std::int32_t> stage(scenario_.damages.size(), 0);
    const auto present = [&](DamageId id) {
        const Damage& damage = scenario_.damages[id];
        const std::int32_t place = std::min(damage.first_stage + stage[id], damage.last_stage - 1);
        return scenario_.stages[static_cast<std::size_t>(place)].deficit;
    };
    for (const Note& note : journal_.notes) {
        switch (note.kind) {
            case Note::Kind::struck: {
                const DamageId id{note.index};
                damages_[scenario_.damages[id].node].push_back(id);
                steps_[id].push_back({note.time, present(id)});
                break;
            }
            case Note::Kind::stage_mended: {
                const DamageId id{note.index};
                ++stage[id];
                steps_[id].push_back({note.time, present(id)});
                break;
            }
            case Note::Kind::mended: steps_[DamageId{note.index}].push_back({note.time, Fixed::zero()}); break;
            case Note::Kind::start_failed:
            case Note::Kind::store_running:
            case Note::Kind::store_empty: store_notes_[StoreId{note.index}].push_back(&note); break;
            case Note::Kind::dropped:
            case Note::Kind::detected:
            case Note::Kind::crew_assigned:
            case Note::Kind::black_started: break;
        }
    }
}

const Change* Timeline::last_change(NodeId node, Tick time) const {
    return last_until(changes_[node], time);
}

Fixed Timeline::deficit(NodeId node, Tick time) const {
    const Change* change = last_change(node, time);
    return change != nullptr ? change->deficit : Fixed::zero();
}

DamageId Timeline::cause(NodeId node, Tick time) const {
    const Change* change = last_change(node, time);
    return change != nullptr ? change->cause : DamageId{};
}

Tick Timeline::down_since(NodeId node, Tick time) const {
    Tick since = time;
    const std::vector<const Change*>& changes = changes_[node];
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        if ((*change)->time > time) {
            continue;
        }
        if ((*change)->deficit == Fixed::zero()) {
            break;
        }
        since = (*change)->time;
    }
    return since;
}

Timeline::Own Timeline::own(NodeId node, Tick time) const {
    Own own;
    for (const DamageId id : damages_[node]) {
        Fixed deficit;
        for (const Step& step : steps_[id]) {
            deficit = step.time <= time ? step.deficit : deficit;
        }
        const bool first = deficit == own.deficit && deficit > Fixed::zero() && id < own.cause;
        if (deficit > own.deficit || first) {
            own = {deficit, id};
        }
    }
    return own;
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

Timeline::StoreState Timeline::store_state(StoreId store, Tick time) const {
    const Note* note = last_until(store_notes_[store], time);
    if (note == nullptr) {
        return StoreState::untouched;
    }
    switch (note->kind) {
        case Note::Kind::store_running: return StoreState::running;
        case Note::Kind::start_failed: return StoreState::failed;
        default: return StoreState::empty;
    }
}

Fixed Timeline::least_seen(GroupId id, Tick from, Tick time) const {
    const Group& group = model_.groups[id];
    if (from - group.lag < 0) {
        return Fixed::zero();
    }
    std::vector<Tick> times{from};
    for (const Supplier& supplier : model_.suppliers_of(id)) {
        for (const Change* change : changes_[supplier.node]) {
            const Tick arrives = change->time + group.lag;
            if (arrives > from && arrives <= time) {
                times.push_back(arrives);
            }
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    Fixed least = Fixed::one();
    for (auto at = times.rbegin(); at != times.rend() && least > Fixed::zero(); ++at) {
        least = std::min(least, seen_deficit(id, *at));
    }
    return least;
}

bool Timeline::departed_before(GroupId id, Tick failed, Tick time) const {
    return least_seen(id, failed, time) > Fixed::zero();
}

Fixed Timeline::effective_deficit(GroupId id, Tick time) const {
    const Group& group = model_.groups[id];
    const Fixed seen = seen_deficit(id, time);
    if (seen == Fixed::zero()) {
        return seen;
    }
    Tick window = 0;
    for (const StoreId store : model_.stores_of(id)) {
        const Note* note = last_until(store_notes_[store], time);
        // A failed start lasts until the supply is whole again.
        const bool failed =
            note != nullptr && note->kind == Note::Kind::start_failed && departed_before(id, note->time, time);
        if (!group.per_site && !failed && store_state(store, time) == StoreState::running) {
            return Fixed::zero();
        }
        window += group.per_site && !failed ? model_.stores[store].capacity : 0;
    }
    return window > 0 ? least_seen(id, time - window, time) : seen;
}

Fixed Timeline::taken(GroupId group, Tick time) const {
    return times(model_.groups[group].strength, effective_deficit(group, time));
}

}  // namespace hadome
