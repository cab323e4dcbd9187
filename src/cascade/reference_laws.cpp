#include "cascade/reference_laws.hpp"

#include <algorithm>

namespace hadome::reference {

Fixed Laws::missing(const Supplier& supplier) const {
    const Fixed deficit = situation_.nodes[supplier.node].deficit;
    if (!supplier.claim.valid()) {
        return deficit;
    }
    const Claim& claim = model_.claims[supplier.claim];
    const std::int64_t left = Fixed::one_raw - deficit.raw() - claim.higher.raw();
    if (left <= 0) {
        return Fixed::one();
    }
    if (left >= claim.share.raw()) {
        return Fixed::zero();
    }
    const Wide scaled = static_cast<Wide>(left) * Fixed::one_raw;
    const Wide served = scaled / claim.share.raw() + (scaled % claim.share.raw() != 0 ? 1 : 0);
    return Fixed::from_raw(Fixed::one_raw - static_cast<std::int64_t>(served));
}

/// x >= theta, up to one unit.
bool Laws::is_good(const Group& group, const Supplier& supplier) const {
    return Fixed::one_raw - missing(supplier).raw() >= group.theta.raw() - 1;
}

Fixed Laws::supply_deficit(GroupId id) const {
    const Group& group = model_.groups[id];
    Wide sum = 0;
    Fixed smallest = Fixed::one();
    Fixed largest;
    std::int64_t good = 0;
    for (const Supplier& supplier : model_.suppliers_of(id)) {
        const Fixed deficit = missing(supplier);
        sum += static_cast<Wide>(supplier.share.raw()) * deficit.raw();
        smallest = std::min(smallest, deficit);
        largest = std::max(largest, deficit);
        good += is_good(group, supplier) ? 1 : 0;
    }
    switch (group.combine) {
        case Combine::mean: return Fixed::from_raw(static_cast<std::int64_t>(sum / Fixed::one_raw));
        case Combine::any: return smallest;
        case Combine::all: return largest;
        case Combine::k_of_n: break;
    }
    return Fixed::from_raw(Fixed::one_raw / group.k * std::max<std::int64_t>(0, group.k - good));
}

Fixed Laws::seen(GroupId group) const {
    return model_.groups[group].lag > 0 ? situation_.arrived[group].deficit : supply_deficit(group);
}

Fixed Laws::taken(GroupId group) const {
    if (situation_.ignored.count(group) > 0) {
        return Fixed::zero();
    }
    const Fixed passed = stores_.passed_on(group, seen(group), [this](GroupId fuel) { return supply_deficit(fuel); });
    return times(model_.groups[group].strength, passed);
}

/// sum w_g e_g >= phi, up to one unit for each group that takes anything.
bool Laws::trips(NodeId node) const {
    std::int64_t sum = 0;
    for (const GroupId group : model_.groups_of(node)) {
        const Fixed term = taken(group);
        sum += term.raw() + (term > Fixed::zero() ? 1 : 0);
    }
    return sum >= model_.nodes[node].threshold.raw();
}

Fixed Laws::deficit(NodeId node) const {
    const Fixed own = situation_.own[node].deficit;
    Fixed worst = own;
    std::int64_t sum = own.raw();
    Fixed left = own.complement();
    for (const GroupId group : model_.groups_of(node)) {
        const Fixed term = taken(group);
        worst = std::max(worst, term);
        sum += term.raw();
        left = times_up(left, term.complement());
    }
    Fixed deficit;
    switch (model_.nodes[node].law) {
        case Law::leontief: deficit = worst; break;
        case Law::linear: deficit = Fixed::from_raw(std::min(sum, Fixed::one_raw)); break;
        case Law::product: deficit = left.complement(); break;
        case Law::threshold: deficit = trips(node) ? Fixed::one() : own; break;
    }
    return deficit.floored(Fixed::fraction_bits - model_.quantum_bits);
}

Fixed Laws::speed(NodeId node, DamageKind kind) const {
    Fixed speed = Fixed::one();
    for (const GroupId group : model_.repair_groups_of(node)) {
        const Group& service = model_.groups[group];
        if ((service.repairs >> static_cast<unsigned>(kind) & 1U) != 0) {
            speed = times_up(speed, times(service.strength, supply_deficit(group)).complement());
        }
    }
    return std::max(speed, model_.nodes[node].min_speed);
}

Wide Laws::binding_weight(const Group& group, const Supplier& supplier) const {
    const Wide deficit = missing(supplier).raw();
    switch (group.combine) {
        case Combine::mean: return deficit * supplier.share.raw();
        case Combine::all: return deficit;
        case Combine::any:
        case Combine::k_of_n: break;
    }
    return -deficit;
}

NodeId Laws::binding_supplier(GroupId id) const {
    const Group& group = model_.groups[id];
    const Supplier* best = nullptr;
    for (const Supplier& supplier : model_.suppliers_of(id)) {
        if (group.combine == Combine::k_of_n && is_good(group, supplier)) {
            continue;
        }
        const Wide more = best == nullptr ? 1 : binding_weight(group, supplier) - binding_weight(group, *best);
        if (more > 0 || (more == 0 && model_.nodes[supplier.node].name < model_.nodes[best->node].name)) {
            best = &supplier;
        }
    }
    return best == nullptr ? NodeId{} : best->node;
}

/// A supplier of no share, or one that is good enough, has no part in what its group lacks.
bool Laws::has_part(const Group& group, const Supplier& supplier) const {
    if (group.combine == Combine::k_of_n) {
        return !is_good(group, supplier);
    }
    return missing(supplier) > Fixed::zero() && (group.combine != Combine::mean || supplier.share > Fixed::zero());
}

/// A threshold node that has not tripped feels none of its groups.
bool Laws::is_felt(NodeId node, GroupId group) const {
    return taken(group) > Fixed::zero() && (model_.nodes[node].law != Law::threshold || trips(node));
}

Classes Laws::supply_classes(GroupId id, const IndexVector<NodeId, Classes>& classes) const {
    Classes all = 0;
    for (const Supplier& supplier : model_.suppliers_of(id)) {
        if (has_part(model_.groups[id], supplier)) {
            all |= classes[supplier.node];
        }
    }
    return all;
}

}  // namespace hadome::reference
