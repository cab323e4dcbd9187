#pragma once

#include <cstdint>
#include <vector>

#include "cascade/site_window.hpp"
#include "core/fixed.hpp"
#include "core/index.hpp"
#include "model/model.hpp"

namespace hadome {

/// The stores of all groups: what they hold, and how much of a deficit they pass on.
///
/// A pooled chain hides a deficit wholly while one of its stores is charged and has started; the first such store runs
/// and drains at the rate of the deficit. A dry store that is refilled by delivery passes on what the delivery does not
/// cover. Whether a chain is charged is fixed while an instant settles, which keeps the laws monotone; only settled
/// deficits are observed.
///
/// Charges are counted in 2^-60 tick of full deficit, fine enough that rates of delivery are exact to 2^-60.
class Stores {
public:
    /// What is settled about a group, and therefore about its stores until further notice.
    struct Settled {
        Fixed seen;              ///< deficit after the lag
        bool node_works = true;  ///< the consumer's own capacity is above zero: nobody burns fuel in a ruin
    };
    /// What became of the stores at a time that was named.
    enum class Outcome { nothing, changed_over, dry };
    struct Wake {
        Outcome outcome = Outcome::nothing;
        Tick again = never;  ///< a further time at which to call, or `never`
    };

    explicit Stores(const Model& model);

    /// Back to full: only what was touched.
    void reset();

    /// The deficit that reaches the consumer when `seen` is missing.
    /// \param supply_of group of role `refill` to the operability of its supply
    template <class SupplyOf>
    Fixed passed_on(GroupId id, Fixed seen, const SupplyOf& supply_of) const {
        const Gate& gate = gates_[id];
        if (!gate.delivered) {
            return std::min(seen, gate.ceiling);
        }
        if (seen == Fixed::zero() || gate.ceiling == Fixed::zero()) {
            return Fixed::zero();
        }
        std::int64_t rest = seen.raw();
        for (const StoreId store : model_.stores_of(id)) {
            if (model_.stores[store].refilled_by.valid() && !states_[store].failed) {
                rest -= std::min(rest, taken_at_most(inflow(store, supply_of(model_.stores[store].refilled_by))));
            }
        }
        return Fixed::from_raw(rest);
    }
    /// Nothing of a deficit is passed on at present, whatever its size.
    bool holds(GroupId id) const { return gates_[id].ceiling == Fixed::zero(); }

    /// Brings the stores up to `now` when a time named by `observe` or by this has come.
    Wake advance(GroupId id, Tick now);

    /// The group's supply is no longer whole for the first time since it last was, and starts must be drawn.
    bool departs(GroupId id, Fixed seen) const {
        if (!gates_[id].may_fail) {
            return false;
        }
        const Chain& chain = chains_[chain_of_[id.offset()]];
        return seen > Fixed::zero() && chain.settled.seen == Fixed::zero() && !chain.departed;
    }
    /// Draws the starts of all stores. \param fails store to whether its start fails \return true if one failed
    template <class Fails>
    bool start(GroupId id, Tick now, const Fails& fails) {
        touch(id).departed = true;
        bool any = false;
        for (const StoreId store : model_.stores_of(id)) {
            states_[store].failed = model_.stores[store].start_failure > 0 && fails(store);
            any = any || states_[store].failed;
        }
        if (any) {
            bring_up(id, now);
            judge_now(id, now);
        }
        return any;
    }

    /// From `now` on the settled state is this, and deliveries come at the present rates.
    /// \return a time at which to call `advance`, or `never`: one call is due for a group at a time, perhaps too early
    template <class SupplyOf>
    Tick observe(GroupId id, Tick now, const Settled& settled, const SupplyOf& supply_of) {
        bring_up(id, now);
        for (const StoreId store : model_.stores_of(id)) {
            if (model_.stores[store].refilled_by.valid()) {
                states_[store].inflow = inflow(store, supply_of(model_.stores[store].refilled_by));
            }
        }
        return settle(id, now, settled);
    }

    /// The store that bridges the group's deficit at present; invalid when none does.
    StoreId running(GroupId id) const { return chains_[chain_of_[id.offset()]].running; }

private:
    static constexpr int charge_bits = 60;
    static constexpr int drop_bits = charge_bits - Fixed::fraction_bits;

    struct State {
        Wide charge = 0;
        Wide inflow = 0;  ///< charge a tick: by delivery, or by refill while supply is whole
        Wide net = 0;     ///< charge a tick, all in all
        bool failed = false;
    };
    /// What the laws ask of a chain: kept small, for they ask often.
    struct Gate {
        Fixed ceiling = Fixed::one();  ///< no more of a deficit than this is passed on
        bool delivered = false;        ///< has a store that is refilled by delivery
        bool may_fail = false;         ///< has a store that may fail to start
    };
    struct Chain {
        GroupId group;
        bool departed = false;  ///< starts have been drawn since supply was last whole
        bool touched = false;
        Settled settled;
        Tick since = 0;       ///< charges are those of this time
        Tick due = never;     ///< when something changes of itself
        Tick called = never;  ///< the first call that is due
        Tick span = 0;        ///< per_site: how long the sites' stores last
        StoreId running;
        SiteWindow window;
    };

    Wide inflow(StoreId store, Fixed supply) const;
    static std::int64_t taken_at_most(Wide inflow);
    Chain& touch(GroupId id);
    void fill(Chain& chain);
    void bring_up(GroupId id, Tick now);
    void judge_now(GroupId id, Tick now);
    Tick settle(GroupId id, Tick now, const Settled& settled);
    Tick walk_down(Chain& chain, Tick now);
    static Tick call_at(Chain& chain, Tick due);
    bool will_hold(const Chain& chain) const;

    const Model& model_;
    IndexVector<GroupId, Gate> gates_;
    std::vector<std::size_t> chain_of_;  ///< [group] into chains_; only of groups with stores
    std::vector<Chain> chains_;
    IndexVector<StoreId, State> states_;
    std::vector<std::size_t> touched_;
};

}  // namespace hadome
