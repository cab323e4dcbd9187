#include "cascade/stores.hpp"

#include <algorithm>

namespace hadome {
namespace {

/// a x b, or `limit` if that is less. \pre both not negative
Wide product_up_to(Wide a, Wide b, Wide limit) {
    return a != 0 && b > limit / a ? limit : std::min(a * b, limit);
}

}  // namespace

Stores::Stores(const Model& model)
    : model_{model}, gates_(model.groups.size()), chain_of_(model.groups.size()), states_(model.stores.size()) {
    for (const GroupId id : ids_of(model.groups)) {
        if (model.stores_of(id).size() == 0) {
            continue;
        }
        chain_of_[id.offset()] = chains_.size();
        Chain& chain = chains_.emplace_back();
        chain.group = id;
        for (const StoreId store : model.stores_of(id)) {
            gates_[id].may_fail = gates_[id].may_fail || model.stores[store].start_failure > 0;
            gates_[id].delivered = gates_[id].delivered || model.stores[store].refilled_by.valid();
        }
        fill(chain);
    }
}

void Stores::reset() {
    for (const std::size_t place : touched_) {
        fill(chains_[place]);
    }
    touched_.clear();
}

void Stores::fill(Chain& chain) {
    gates_[chain.group].ceiling = Fixed::zero();
    chain.departed = false;
    chain.touched = false;
    chain.settled = Settled{};
    chain.since = 0;
    chain.due = never;
    chain.called = never;
    chain.span = 0;
    chain.running = StoreId{};
    chain.window.reset();
    for (const StoreId store : model_.stores_of(chain.group)) {
        const Tick capacity = model_.stores[store].capacity;
        states_[store] = {static_cast<Wide>(capacity) << charge_bits, 0, 0, false};
        chain.span += capacity;
    }
}

Stores::Chain& Stores::touch(GroupId id) {
    const std::size_t place = chain_of_[id.offset()];
    Chain& chain = chains_[place];
    if (!chain.touched) {
        chain.touched = true;
        touched_.push_back(place);
    }
    return chain;
}

Wide Stores::inflow(StoreId id, Fixed supply) const {
    const Store& store = model_.stores[id];
    return (static_cast<Wide>(supply.raw()) << drop_bits) * store.capacity / store.refill;
}

std::int64_t Stores::taken_at_most(Wide inflow) {
    return static_cast<std::int64_t>(std::min<Wide>(inflow >> drop_bits, Fixed::one_raw));
}

/// Charges at `now`, from the rates that held since they were last brought up.
void Stores::bring_up(GroupId id, Tick now) {
    Chain& chain = touch(id);
    const Wide elapsed = now - chain.since;
    chain.since = now;
    if (elapsed == 0 || model_.groups[id].per_site) {
        return;
    }
    for (const StoreId store : model_.stores_of(id)) {
        State& state = states_[store];
        const Wide full = static_cast<Wide>(model_.stores[store].capacity) << charge_bits;
        if (state.net > 0) {
            state.charge += product_up_to(elapsed, state.net, full - state.charge);
        } else if (state.net < 0) {
            state.charge -= product_up_to(elapsed, -state.net, state.charge);
        }
    }
}

/// What the chain passes on at this very time, by what its stores hold.
void Stores::judge_now(GroupId id, Tick now) {
    Chain& chain = touch(id);
    const auto stores = model_.stores_of(id);
    if (model_.groups[id].per_site) {
        chain.span = 0;
        for (const StoreId store : stores) {
            chain.span += states_[store].failed ? 0 : model_.stores[store].capacity;
        }
        gates_[id].ceiling = chain.span == 0 ? Fixed::one() : chain.window.smallest(now, chain.span);
        return;
    }
    gates_[id].ceiling = Fixed::one();
    for (const StoreId store : stores) {
        if (!states_[store].failed && states_[store].charge > 0) {
            gates_[id].ceiling = Fixed::zero();
        }
    }
}

/// Calls are not withdrawn: one that comes too early asks for another. That is cheaper than a call for each change of
/// a deficit that falls, and takes its end ever farther away.
Tick Stores::call_at(Chain& chain, Tick due) {
    chain.due = due;
    if (due >= chain.called) {
        return never;
    }
    chain.called = due;
    return due;
}

Stores::Wake Stores::advance(GroupId id, Tick now) {
    Chain& chain = touch(id);
    if (now >= chain.called) {
        chain.called = never;
    }
    if (now < chain.due) {
        return {Outcome::nothing, call_at(chain, chain.due)};
    }
    const Fixed before = gates_[id].ceiling;
    bring_up(id, now);
    judge_now(id, now);
    const bool dry = gates_[id].ceiling > before;
    if (model_.groups[id].per_site) {
        return {dry ? Outcome::dry : Outcome::nothing, call_at(chain, chain.window.next_change(chain.span))};
    }
    chain.due = never;  // until the settled state is observed
    return {dry ? Outcome::dry : Outcome::changed_over, never};
}

Tick Stores::settle(GroupId id, Tick now, const Settled& settled) {
    Chain& chain = touch(id);
    const bool whole = settled.seen == Fixed::zero();
    const bool moved = settled.seen != chain.settled.seen;
    chain.settled = settled;
    if (whole) {
        chain.departed = false;
        for (const StoreId store : model_.stores_of(id)) {
            states_[store].failed = false;
        }
    }
    if (model_.groups[id].per_site) {
        if (moved) {
            chain.window.observe(now, settled.seen);
        }
        judge_now(id, now);
        return call_at(chain, chain.window.next_change(chain.span));
    }
    const Tick due = walk_down(chain, now);
    gates_[id].ceiling = will_hold(chain) ? Fixed::zero() : Fixed::one();
    return call_at(chain, due);
}

/// Sets all rates by letting the deficit walk down the chain. \return when the chain will change
/// of itself: its running store will be dry
Tick Stores::walk_down(Chain& chain, Tick now) {
    Wide rest = static_cast<Wide>(chain.settled.seen.raw()) << drop_bits;
    Tick dry = never;
    chain.running = StoreId{};
    for (const StoreId id : model_.stores_of(chain.group)) {
        const Store& store = model_.stores[id];
        State& state = states_[id];
        const Wide full = static_cast<Wide>(store.capacity) << charge_bits;
        if (!store.refilled_by.valid()) {
            const bool whole = chain.settled.seen == Fixed::zero();
            if (whole && store.refill == 0) {
                state.charge = full;
            }
            state.inflow = whole && store.refill > 0 ? std::max<Wide>(1, full / store.refill) : 0;
        }
        state.net = state.inflow;
        if (rest == 0 || state.failed) {
            continue;
        }
        if (state.charge > 0 || state.inflow >= rest) {
            chain.running = id;
            if (chain.settled.node_works) {
                state.net -= rest;
            }
            if (state.net < 0) {
                const Wide ticks = (state.charge - state.net - 1) / -state.net;
                dry = ticks >= never - now ? never : now + static_cast<Tick>(ticks);
            }
            rest = 0;
        } else {
            // What comes in is used up at once: a dry store stays dry until more comes than is asked of it.
            rest -= static_cast<Wide>(taken_at_most(state.inflow)) << drop_bits;
            state.net = chain.settled.node_works ? 0 : state.inflow;
            if (state.net > 0) {
                dry = std::min(dry, now + 1);  // charged from then on
            }
        }
    }
    return dry;
}

/// Whether the chain will be charged a tick from now: what has begun to fill counts as charged at the next instant.
bool Stores::will_hold(const Chain& chain) const {
    for (const StoreId id : model_.stores_of(chain.group)) {
        const State& state = states_[id];
        if (!state.failed && (state.charge > 0 || state.net > 0)) {
            return true;
        }
    }
    return false;
}

}  // namespace hadome
