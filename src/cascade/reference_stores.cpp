#include "cascade/reference_stores.hpp"

#include <algorithm>

namespace hadome::reference {
namespace {

constexpr int unit_bits = 60;
constexpr int from_fixed_bits = unit_bits - Fixed::fraction_bits;

Wide divided_up(Wide a, Wide b) {
    return (a + b - 1) / b;
}

/// charge + rate x ticks within [0, full], without leaving the range of the type.
Wide later(Wide charge, Wide rate, Tick ticks, Wide full) {
    if (rate < 0) {
        return ticks >= divided_up(charge, -rate) ? 0 : charge + rate * ticks;
    }
    if (rate > 0) {
        return ticks >= divided_up(full - charge, rate) ? full : charge + rate * ticks;
    }
    return charge;
}

}  // namespace

Stores::Stores(const Model& model) : model_{model}, stores_(model.stores.size()), seen_(model.groups.size()) {
    for (const StoreId id : ids_of(model_.stores)) {
        stores_[id].charge = full(id);
    }
}

Wide Stores::full(StoreId store) const {
    return static_cast<Wide>(model_.stores[store].capacity) << unit_bits;
}

void Stores::advance(Tick time) {
    for (const StoreId id : ids_of(stores_)) {
        StoreNow& store = stores_[id];
        store.charge = store.refills_at_once ? full(id) : later(store.charge, store.rate, time - now_, full(id));
    }
    now_ = time;
}

Wide Stores::brought(StoreId store, const SupplyDeficit& supply) const {
    const Store& s = model_.stores[store];
    if (!s.refilled_by.valid()) {
        return 0;
    }
    const Wide whole = static_cast<Wide>(supply(s.refilled_by).complement().raw()) << from_fixed_bits;
    return whole * s.capacity / s.refill;
}

Wide Stores::inflow(StoreId store, Fixed seen, const SupplyDeficit& supply) const {
    const Store& s = model_.stores[store];
    if (s.refilled_by.valid()) {
        return brought(store, supply);
    }
    return seen > Fixed::zero() || s.refill == 0 ? Wide{0} : std::max<Wide>(1, full(store) / s.refill);
}

Fixed Stores::takes(StoreId store, Fixed rest, const SupplyDeficit& supply) const {
    if (stores_[store].failed) {
        return Fixed::zero();
    }
    if (stores_[store].charge > 0) {
        return rest;
    }
    const Wide passing = brought(store, supply) >> from_fixed_bits;
    return Fixed::from_raw(static_cast<std::int64_t>(std::min<Wide>(rest.raw(), passing)));
}

Fixed Stores::passed_on(GroupId group, Fixed seen, const SupplyDeficit& supply) const {
    if (model_.groups[group].per_site) {
        return std::min(seen, least_since(group, now_ - site_capacity(group)));
    }
    Fixed rest = seen;
    for (const StoreId store : model_.stores_of(group)) {
        rest = Fixed::from_raw(rest.raw() - takes(store, rest, supply).raw());
    }
    return rest;
}

/// Hours that a site with its stores bridges: of those that started.
Tick Stores::site_capacity(GroupId group) const {
    Tick sum = 0;
    for (const StoreId store : model_.stores_of(group)) {
        sum += stores_[store].failed ? 0 : model_.stores[store].capacity;
    }
    return sum;
}

/// The least deficit seen at any time in [from, now): whole supply before the first instant, all if that is empty.
Fixed Stores::least_since(GroupId group, Tick from) const {
    const History<Fixed>& seen = seen_[group];
    if (from == now_) {
        return Fixed::one();
    }
    if (seen.empty() || seen.front().time > from) {
        return Fixed::zero();
    }
    Fixed least = Fixed::one();
    for (std::size_t k = 0; k < seen.size(); ++k) {
        const Tick end = k + 1 < seen.size() ? seen[k + 1].time : now_;
        if (end > from) {
            least = std::min(least, seen[k].value);
        }
    }
    return least;
}

void Stores::remember(GroupId group, Fixed seen, bool idle, const SupplyDeficit& supply) {
    if (!has_stores(group)) {
        return;
    }
    if (seen == Fixed::zero()) {
        for (const StoreId store : model_.stores_of(group)) {
            stores_[store].failed = false;
        }
    }
    if (seen != before(group)) {  // an entry is an instant later on, and must not make another
        seen_[group].push_back({now_, seen});
    }
    if (!model_.groups[group].per_site) {
        set_rates(group, seen, idle, supply);
    }
}

void Stores::set_rates(GroupId group, Fixed seen, bool idle, const SupplyDeficit& supply) {
    Fixed rest = seen;
    for (const StoreId id : model_.stores_of(group)) {
        StoreNow& store = stores_[id];
        const Wide gain = inflow(id, seen, supply);
        const Fixed taken = takes(id, rest, supply);
        // An empty store that what comes in cannot make hold: it hands on all that comes, with what rounding left of
        // it, unless there is nobody to use it.
        const bool overwhelmed = !store.failed && store.charge == 0 && taken < rest;
        if (idle) {
            store.rate = gain;
        } else {
            store.rate = overwhelmed ? Wide{0} : gain - (static_cast<Wide>(taken.raw()) << from_fixed_bits);
        }
        store.refills_at_once =
            seen == Fixed::zero() && model_.stores[id].refill == 0 && !model_.stores[id].refilled_by.valid();
        store.due = never;
        if (store.rate < 0) {
            const Wide ticks = divided_up(store.charge, -store.rate);
            store.due = ticks < never ? now_ + static_cast<Tick>(ticks) : never;
        } else if (overwhelmed && store.rate > 0) {
            store.due = now_ + 1;  // has some charge then, and hides the deficit
        }
        rest = Fixed::from_raw(rest.raw() - taken.raw());
    }
}

Tick Stores::next_due() const {
    Tick next = never;
    for (const StoreNow& store : stores_) {
        next = store.due > now_ ? std::min(next, store.due) : next;
    }
    for (const GroupId group : ids_of(model_.groups)) {
        if (model_.groups[group].per_site) {
            for (const Piece<Fixed>& piece : seen_[group]) {
                const Tick out = piece.time + site_capacity(group);
                next = out > now_ ? std::min(next, out) : next;
            }
        }
    }
    return next;
}

}  // namespace hadome::reference
