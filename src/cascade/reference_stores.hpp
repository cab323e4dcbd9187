#pragma once

#include <functional>

#include "cascade/reference_state.hpp"

namespace hadome::reference {

/// Deficit of the supply of a group, without lag and stores.
using SupplyDeficit = std::function<Fixed(GroupId)>;

/// Batteries, tanks and generators: their charges are carried from instant to instant, what sites with a store each
/// have seen is kept whole.
class Stores {
public:
    explicit Stores(const Model& model);

    /// Brings all charges up to `time`, at the rates that held since the last instant.
    void advance(Tick time);

    /// What of the deficit seen reaches the consumer, with the charges and failures of now.
    Fixed passed_on(GroupId group, Fixed seen, const SupplyDeficit& supply) const;

    bool has_stores(GroupId group) const { return model_.stores_of(group).size() > 0; }
    /// Whether supply was whole at the end of the last instant.
    bool was_whole(GroupId group) const { return before(group) == Fixed::zero(); }
    void fail(StoreId store) { stores_[store].failed = true; }

    /// The end of an instant: what the group sees, and how its stores go on from here.
    /// \param idle the consumer has no capacity of its own left: nothing is drawn from the stores
    void remember(GroupId group, Fixed seen, bool idle, const SupplyDeficit& supply);

    /// The next time at which a store changes what it does; `never` if none.
    Tick next_due() const;

private:
    /// Charge and rate in units of 2^-60 tick (of full deficit) and of that per tick.
    struct StoreNow {
        Wide charge = 0;
        Wide rate = 0;
        bool refills_at_once = false;
        bool failed = false;
        Tick due = never;
    };

    Fixed before(GroupId group) const { return seen_[group].empty() ? Fixed::zero() : seen_[group].back().value; }
    Wide full(StoreId store) const;
    /// What comes in, where fuel is brought by others.
    Wide brought(StoreId store, const SupplyDeficit& supply) const;
    /// What comes in for whatever reason, with the deficit seen from now on.
    Wide inflow(StoreId store, Fixed seen, const SupplyDeficit& supply) const;
    /// How much of a deficit a store takes upon itself.
    Fixed takes(StoreId store, Fixed rest, const SupplyDeficit& supply) const;
    void set_rates(GroupId group, Fixed seen, bool idle, const SupplyDeficit& supply);
    Tick site_capacity(GroupId group) const;
    Fixed least_since(GroupId group, Tick from) const;

    const Model& model_;
    Tick now_ = 0;
    IndexVector<StoreId, StoreNow> stores_;
    IndexVector<GroupId, History<Fixed>> seen_;  ///< settled, of groups with stores
};

}  // namespace hadome::reference
