#pragma once

#include <algorithm>

#include "model/model.hpp"

namespace hadome {

/// Whether a supplier counts in a k-of-n group: x >= theta, with a slack of one unit for what rounding took.
inline bool is_good(const Group& group, Fixed deficit) {
    return deficit.raw() <= group.theta.complement().raw() + 1;
}

/// The deficit of a supplier as the holder of a claim sees it. Operability is rounded up. Monotone in `deficit`, and
/// nominal is nominal.
inline Fixed claimed_deficit(const Claim& claim, Fixed deficit) {
    const std::int64_t available = deficit.complement().raw() - claim.higher.raw();
    const std::int64_t share = claim.share.raw();
    if (available <= 0) {
        return Fixed::one();
    }
    if (available >= share) {
        return Fixed::zero();
    }
    const Wide part = (static_cast<Wide>(available) * Fixed::one_raw + share - 1) / share;
    return Fixed::from_raw(static_cast<std::int64_t>(part)).complement();
}

/// The same for one supplier of a group, which may hold no claim and then sees the supplier as it is.
inline Fixed claimed_deficit(const Model& model, ClaimId claim, Fixed deficit) {
    return claim.valid() ? claimed_deficit(model.claims[claim], deficit) : deficit;
}

/// Deficit of the supply of a group, worked out afresh.
/// \param deficit_of supplier to its announced inoperability, seen through the supplier's claim
template <class DeficitOf>
Fixed combined_deficit(const Group& group, std::span<const Supplier> suppliers, const DeficitOf& deficit_of) {
    switch (group.combine) {
        case Combine::mean: {
            Wide sum = 0;
            for (const Supplier& supplier : suppliers) {
                sum += static_cast<Wide>(supplier.share.raw()) * deficit_of(supplier).raw();
            }
            return Fixed::from_raw(static_cast<std::int64_t>(sum >> Fixed::fraction_bits));
        }
        case Combine::any: {
            Fixed smallest = Fixed::one();
            for (const Supplier& supplier : suppliers) {
                smallest = std::min(smallest, deficit_of(supplier));
            }
            return smallest;
        }
        case Combine::all: {
            Fixed largest;
            for (const Supplier& supplier : suppliers) {
                largest = std::max(largest, deficit_of(supplier));
            }
            return largest;
        }
        case Combine::k_of_n: break;
    }
    const auto good = std::count_if(suppliers.begin(), suppliers.end(),
                                    [&](const Supplier& supplier) { return is_good(group, deficit_of(supplier)); });
    return good >= group.k ? Fixed::zero() : Fixed::from_raw(Fixed::one_raw / group.k * (group.k - good));
}

/// Whether a supplier has a part in what its group lacks.
/// \param seen its deficit, through its claim
inline bool has_part(const Group& group, Fixed share, Fixed seen) {
    switch (group.combine) {
        case Combine::mean: return share > Fixed::zero() && seen > Fixed::zero();
        case Combine::any:
        case Combine::all: return seen > Fixed::zero();
        case Combine::k_of_n: break;
    }
    return !is_good(group, seen);
}

/// The supplier to which a group's deficit goes back. `mean`, `all`: the one that takes most away; `any`, `k_of_n`: the
/// one that comes closest to being good. Ties: by name. Invalid when every supplier of a k-of-n group is good.
/// \param deficit_of supplier to its announced inoperability, seen through the supplier's claim
template <class DeficitOf>
NodeId find_binding_supplier(const Model& model, GroupId id, const DeficitOf& deficit_of) {
    const Group& group = model.groups[id];
    const bool closest = group.combine == Combine::any || group.combine == Combine::k_of_n;
    NodeId best;
    Wide best_weight = 0;
    for (const Supplier& supplier : model.suppliers_of(id)) {
        const Fixed deficit = deficit_of(supplier);
        if (group.combine == Combine::k_of_n && is_good(group, deficit)) {
            continue;
        }
        const Wide share = group.combine == Combine::mean ? supplier.share.raw() : 1;
        const Wide weight = (closest ? -share : share) * deficit.raw();
        const bool better = !best.valid() || weight > best_weight ||
                            (weight == best_weight && model.nodes[supplier.node].rank < model.nodes[best].rank);
        if (better) {
            best = supplier.node;
            best_weight = weight;
        }
    }
    return best;
}

/// Whether the groups of a threshold node take enough to bring it down. Each term was rounded down and may have lost a
/// unit, hence the slack.
template <class Taken>
bool trips(const Node& node, IdRange<GroupId> groups, const Taken& taken) {
    std::int64_t sum = 0;
    for (const GroupId group : groups) {
        const std::int64_t term = taken(group).raw();
        sum += term > 0 ? term + 1 : 0;
    }
    return sum >= node.threshold.raw();
}

/// A node's inoperability before it is rounded down to the quantum. Monotone in all it is given.
/// \param taken group to what it takes away: strength x effective deficit
template <class Taken>
Fixed law_deficit(const Node& node, Fixed own, IdRange<GroupId> groups, const Taken& taken) {
    switch (node.law) {
        case Law::leontief:
            for (const GroupId group : groups) {
                own = std::max(own, taken(group));
            }
            return own;
        case Law::linear: {
            std::int64_t sum = own.raw();
            for (const GroupId group : groups) {
                sum += taken(group).raw();
            }
            return Fixed::from_raw(std::min(sum, Fixed::one_raw));
        }
        case Law::product: {
            Fixed left = own.complement();
            for (const GroupId group : groups) {
                left = times_up(left, taken(group).complement());
            }
            return left.complement();
        }
        case Law::threshold: break;
    }
    return trips(node, groups, taken) ? Fixed::one() : own;
}

}  // namespace hadome
