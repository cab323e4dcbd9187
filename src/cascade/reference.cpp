#include "cascade/reference.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace hadome {
namespace {

/// A value from `time` on, until the next entry's time.
template <class T>
struct Piece {
    Tick time = 0;
    T value{};
};
template <class T>
using History = std::vector<Piece<T>>;

struct Supply {
    Fixed deficit;
    DamageId cause;
    friend bool operator==(const Supply&, const Supply&) = default;
};

struct NodeNow {
    Fixed deficit;
    DamageId cause;
    friend bool operator==(const NodeNow&, const NodeNow&) = default;
};

template <class T>
T value_at(const History<T>& history, Tick time) {
    T value{};
    for (const Piece<T>& piece : history) {
        if (piece.time <= time) {
            value = piece.value;
        }
    }
    return value;
}

class Oracle {
public:
    Oracle(const Model& model, Tick cap, const Scenario& scenario, const Treatment& treatment)
        : model_{model},
          cap_{cap},
          scenario_{scenario},
          treatment_{treatment},
          now_(model.nodes.size()),
          supplied_(model.groups.size()),
          seen_(model.groups.size()) {}

    Journal run() {
        Journal journal;
        for (Tick time = next_instant(-1); time <= cap_ && time < never; time = next_instant(time)) {
            settle(time);
            trace_causes(time);
            remember(time);
            for (const NodeId id : ids_of(now_)) {
                if (now_[id] != written(journal, id)) {
                    journal.changes.push_back({time, id, now_[id].deficit, now_[id].cause});
                }
            }
            ++journal.instants;
        }
        for (const NodeNow& node : now_) {
            journal.stuck = journal.stuck || node.deficit > Fixed::zero();
        }
        journal.end = journal.stuck ? cap_ : journal.changes.empty() ? 0 : journal.changes.back().time;
        return journal;
    }

private:
    static NodeNow written(const Journal& journal, NodeId id) {
        NodeNow last;
        for (const Change& change : journal.changes) {
            if (change.node == id) {
                last = {change.deficit, change.cause};
            }
        }
        return last;
    }

    // ---- when something happens -------------------------------------------------------------------------------------

    bool counts(const Damage& damage) const { return model_.nodes[damage.node].function != treatment_.never_hit; }

    Tick next_instant(Tick after) const {
        Tick next = never;
        const auto consider = [&](Tick time) {
            if (time > after) {
                next = std::min(next, time);
            }
        };
        for (const Damage& damage : scenario_.damages) {
            if (!counts(damage)) {
                continue;
            }
            consider(damage.onset);
            for (std::int32_t stage = damage.first_stage; stage < damage.last_stage; ++stage) {
                consider(stage_end(damage, stage));
            }
        }
        for (const GroupId id : ids_of(model_.groups)) {
            const Group& group = model_.groups[id];
            if (group.lag > 0) {
                for (const Piece<Supply>& piece : supplied_[id]) {
                    consider(piece.time + group.lag);
                }
            }
            if (group.buffer.kind == Buffer::Kind::per_site) {
                for (const Piece<Fixed>& piece : seen_[id]) {
                    consider(piece.time + group.buffer.capacity);
                }
            }
            if (group.buffer.kind == Buffer::Kind::pooled) {
                consider(empty_time(id, after));
            }
        }
        return next;
    }

    Tick stage_end(const Damage& damage, std::int32_t stage) const {
        return damage.onset + damage.detection + scenario_.stages[static_cast<std::size_t>(stage)].until;
    }

    // ---- buffers, from the whole history of what was seen -----------------------------------------------------------

    /// What is left in a pooled store at `time`, in units of 2^-36 tick.
    Wide charge(GroupId id, Tick time) const {
        const Buffer& buffer = model_.groups[id].buffer;
        const Wide full = static_cast<Wide>(buffer.capacity) << Fixed::fraction_bits;
        Wide left = full;
        const History<Fixed>& seen = seen_[id];
        for (std::size_t k = 0; k < seen.size() && seen[k].time < time; ++k) {
            const Tick end = k + 1 < seen.size() ? std::min(seen[k + 1].time, time) : time;
            const Wide length = end - seen[k].time;
            if (seen[k].value > Fixed::zero()) {
                left = std::max<Wide>(0, left - length * seen[k].value.raw());
            } else if (buffer.refill == 0) {
                left = full;
            } else {
                left = std::min(full, left + length * std::max<Wide>(1, full / buffer.refill));
            }
        }
        return left;
    }

    Tick empty_time(GroupId id, Tick now) const {
        if (seen_[id].empty() || seen_[id].back().value == Fixed::zero()) {
            return never;
        }
        const Wide left = charge(id, now);
        const std::int64_t drain = seen_[id].back().value.raw();
        const Wide ticks = (left + drain - 1) / drain;
        return left == 0 || ticks >= never ? never : now + static_cast<Tick>(ticks);
    }

    /// The deficit that reaches the consumer is at most this.
    Fixed ceiling(GroupId id, Tick time) const {
        const Buffer& buffer = model_.groups[id].buffer;
        switch (buffer.kind) {
            case Buffer::Kind::none: return Fixed::one();
            case Buffer::Kind::pooled: return charge(id, time) > 0 ? Fixed::zero() : Fixed::one();
            case Buffer::Kind::per_site: break;
        }
        // The smallest deficit seen in [time - capacity, time); whole supply before the beginning.
        const History<Fixed>& seen = seen_[id];
        const Tick window = time - buffer.capacity;
        if (seen.empty() || seen.front().time > window) {
            return Fixed::zero();
        }
        Fixed smallest = Fixed::one();
        for (std::size_t k = 0; k < seen.size() && seen[k].time < time; ++k) {
            const Tick end = k + 1 < seen.size() ? seen[k + 1].time : time;
            if (end > window) {
                smallest = std::min(smallest, seen[k].value);
            }
        }
        return smallest;
    }

    // ---- the laws ---------------------------------------------------------------------------------------------------

    struct Own {
        Fixed deficit;
        DamageId cause;
    };
    Own own(NodeId node, Tick time) const {
        Own worst;
        for (const DamageId id : ids_of(scenario_.damages)) {
            const Damage& damage = scenario_.damages[id];
            if (damage.node != node || !counts(damage) || damage.onset > time) {
                continue;
            }
            for (std::int32_t stage = damage.first_stage; stage < damage.last_stage; ++stage) {
                if (time < stage_end(damage, stage)) {
                    const Fixed deficit = scenario_.stages[static_cast<std::size_t>(stage)].deficit;
                    if (deficit > worst.deficit) {
                        worst = {deficit, id};
                    }
                    break;
                }
            }
        }
        return worst;
    }

    /// x >= theta, up to one unit.
    bool counts_as_good(GroupId id, NodeId supplier) const {
        return Fixed::one_raw - now_[supplier].deficit.raw() >= model_.groups[id].theta.raw() - 1;
    }

    Fixed supply(GroupId id) const {
        Wide sum = 0;
        Fixed smallest = Fixed::one();
        Fixed largest;
        std::int64_t good = 0;
        for (const Supplier& supplier : model_.suppliers_of(id)) {
            const Fixed deficit = now_[supplier.node].deficit;
            sum += static_cast<Wide>(supplier.share.raw()) * deficit.raw();
            smallest = std::min(smallest, deficit);
            largest = std::max(largest, deficit);
            good += counts_as_good(id, supplier.node) ? 1 : 0;
        }
        const std::int64_t missing = std::max<std::int64_t>(0, model_.groups[id].k - good);
        switch (model_.groups[id].combine) {
            case Combine::mean: return Fixed::from_raw(static_cast<std::int64_t>(sum >> Fixed::fraction_bits));
            case Combine::any: return smallest;
            case Combine::all: return largest;
            case Combine::k_of_n: break;
        }
        return Fixed::from_raw(Fixed::one_raw / model_.groups[id].k * missing);
    }

    Fixed seen_now(GroupId id, Tick time) const {
        const Tick lag = model_.groups[id].lag;
        return lag > 0 ? value_at(supplied_[id], time - lag).deficit : supply(id);
    }

    Fixed taken(GroupId id, Tick time) const {
        return times(model_.groups[id].strength, std::min(seen_now(id, time), ceiling(id, time)));
    }

    /// sum w_g e_g >= phi, up to one unit a term that takes anything.
    bool over_threshold(NodeId node, Tick time) const {
        std::int64_t sum = 0;
        for (const GroupId id : model_.groups_of(node)) {
            const Fixed term = taken(id, time);
            sum += term.raw() + (term > Fixed::zero() ? 1 : 0);
        }
        return sum >= model_.nodes[node].threshold.raw();
    }

    Fixed law(NodeId node, Tick time) const {
        const Fixed own_deficit = own(node, time).deficit;
        Fixed worst = own_deficit;
        std::int64_t sum = own_deficit.raw();
        Wide left = own_deficit.complement().raw();  // x, rounded up at each step
        for (const GroupId id : model_.groups_of(node)) {
            const Fixed term = taken(id, time);
            worst = std::max(worst, term);
            sum += term.raw();
            const Wide product = left * term.complement().raw();
            left = product / Fixed::one_raw + (product % Fixed::one_raw != 0 ? 1 : 0);
        }
        Fixed deficit;
        switch (model_.nodes[node].law) {
            case Law::leontief: deficit = worst; break;
            case Law::linear: deficit = Fixed::from_raw(std::min(sum, Fixed::one_raw)); break;
            case Law::product: deficit = Fixed::from_raw(Fixed::one_raw - static_cast<std::int64_t>(left)); break;
            case Law::threshold: deficit = over_threshold(node, time) ? Fixed::one() : own_deficit; break;
        }
        return deficit.floored(Fixed::fraction_bits - model_.quantum_bits);
    }

    void settle(Tick time) {
        for (const bool improving : {true, false}) {
            for (bool moved = true; moved;) {
                moved = false;
                for (const NodeId id : ids_of(now_)) {
                    const Fixed deficit = law(id, time);
                    if (improving ? deficit < now_[id].deficit : deficit > now_[id].deficit) {
                        now_[id].deficit = deficit;
                        moved = true;
                    }
                }
            }
        }
    }

    // ---- root causes ------------------------------------------------------------------------------------------------

    struct Pointer {
        DamageId damage;
        NodeId supplier;
    };

    NodeId binding_supplier(GroupId id) const {
        NodeId best;
        for (const Supplier& supplier : model_.suppliers_of(id)) {
            const auto weight = [&](NodeId node) -> Wide {
                const Wide deficit = now_[node].deficit.raw();
                if (model_.groups[id].combine == Combine::all) {
                    return deficit;
                }
                if (model_.groups[id].combine != Combine::mean) {
                    return -deficit;
                }
                Fixed share;
                for (const Supplier& other : model_.suppliers_of(id)) {
                    share = other.node == node ? other.share : share;
                }
                return deficit * share.raw();
            };
            if (model_.groups[id].combine == Combine::k_of_n && counts_as_good(id, supplier.node)) {
                continue;
            }
            if (!best.valid() || weight(supplier.node) > weight(best) ||
                (weight(supplier.node) == weight(best) && model_.nodes[supplier.node].name < model_.nodes[best].name)) {
                best = supplier.node;
            }
        }
        return best;
    }

    Pointer pointer(NodeId node, Tick time) const {
        if (now_[node].deficit == Fixed::zero()) {
            return {};
        }
        const Own own_now = own(node, time);
        if (model_.nodes[node].law == Law::threshold && !over_threshold(node, time)) {
            return {own_now.cause, {}};
        }
        std::vector<GroupId> by_name;
        for (const GroupId id : model_.groups_of(node)) {
            by_name.push_back(id);
        }
        std::sort(by_name.begin(), by_name.end(),
                  [&](GroupId a, GroupId b) { return model_.groups[a].name < model_.groups[b].name; });
        Fixed most = own_now.deficit;
        GroupId binding;
        for (const GroupId id : by_name) {
            if (taken(id, time) > most) {
                most = taken(id, time);
                binding = id;
            }
        }
        if (!binding.valid()) {
            return {own_now.cause, {}};
        }
        if (model_.groups[binding].lag > 0) {
            return {value_at(supplied_[binding], time - model_.groups[binding].lag).cause, {}};
        }
        return {{}, binding_supplier(binding)};
    }

    void trace_causes(Tick time) {
        IndexVector<NodeId, Pointer> pointers(now_.size());
        for (const NodeId id : ids_of(now_)) {
            pointers[id] = pointer(id, time);
        }
        const IndexVector<NodeId, NodeNow> before = now_;
        for (const NodeId start : ids_of(now_)) {
            std::vector<NodeId> path;
            NodeId at = start;
            while (pointers[at].supplier.valid() && std::find(path.begin(), path.end(), at) == path.end()) {
                path.push_back(at);
                at = pointers[at].supplier;
            }
            if (!pointers[at].supplier.valid()) {
                now_[start].cause = pointers[at].damage;
                continue;
            }
            // `at` is the first member met of a closed chain: previous causes stay; who had none asks on along the
            // chain.
            NodeId member = at;
            for (std::size_t step = 0; step < path.size() && !before[member].cause.valid(); ++step) {
                member = pointers[member].supplier;
            }
            now_[start].cause =
                before[member].cause.valid() ? before[member].cause : earliest_reaching(at, before, time);
        }
    }

    /// The earliest damage that reaches a node by any way on which something is missing.
    DamageId earliest_reaching(NodeId start, const IndexVector<NodeId, NodeNow>& before, Tick time) const {
        std::set<NodeId> reached{start};
        for (bool grew = true; grew;) {
            grew = false;
            for (const NodeId node : std::set<NodeId>(reached)) {
                for (const GroupId id : model_.groups_of(node)) {
                    if (model_.groups[id].lag > 0 || taken(id, time) == Fixed::zero()) {
                        continue;
                    }
                    for (const Supplier& supplier : model_.suppliers_of(id)) {
                        grew = (now_[supplier.node].deficit > Fixed::zero() && reached.insert(supplier.node).second) ||
                               grew;
                    }
                }
            }
        }
        std::set<DamageId> active;
        std::set<DamageId> earlier;
        for (const NodeId node : reached) {
            active.insert(own(node, time).cause);
            earlier.insert(before[node].cause);
            for (const GroupId id : model_.groups_of(node)) {
                const Tick lag = model_.groups[id].lag;
                if (lag > 0 && taken(id, time) > Fixed::zero()) {
                    active.insert(value_at(supplied_[id], time - lag).cause);
                }
            }
        }
        for (std::set<DamageId>* causes : {&active, &earlier}) {
            causes->erase(DamageId{});
            if (!causes->empty()) {
                return *causes->begin();
            }
        }
        return {};
    }

    void remember(Tick time) {
        for (const GroupId id : ids_of(model_.groups)) {
            const Fixed deficit = supply(id);
            supplied_[id].push_back(
                {time, deficit == Fixed::zero() ? Supply{} : Supply{deficit, now_[binding_supplier(id)].cause}});
            seen_[id].push_back({time, seen_now(id, time)});
        }
    }

    const Model& model_;
    Tick cap_;
    const Scenario& scenario_;
    const Treatment& treatment_;
    IndexVector<NodeId, NodeNow> now_;
    IndexVector<GroupId, History<Supply>> supplied_;  ///< before the lag
    IndexVector<GroupId, History<Fixed>> seen_;       ///< after the lag
};

}  // namespace

Journal simulate_reference(const Model& model, Tick cap, const Scenario& scenario, const Treatment& treatment) {
    return Oracle(model, cap, scenario, treatment).run();
}

}  // namespace hadome
