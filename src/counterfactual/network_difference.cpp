#include "counterfactual/network_difference.hpp"

#include <algorithm>
#include <tuple>

#include "core/check.hpp"

namespace hadome {
namespace {

auto terms_of(const Node& node) {
    return std::tuple(node.law, node.threshold, node.black_start, node.repeat, node.min_speed, node.value);
}

auto terms_of(const Group& group) {
    return std::tuple(group.hash, group.combine, group.k, group.theta, group.strength, group.role, group.repairs,
                      group.lag, group.per_site);
}

auto terms_of(const Store& store) {
    return std::tuple(store.hash, store.capacity, store.refill, store.start_failure);
}

std::pair<Fixed, Fixed> claim_of(const Model& model, const Supplier& supplier) {
    return supplier.claim.valid() ? std::pair(model.claims[supplier.claim].higher, model.claims[supplier.claim].share)
                                  : std::pair(Fixed::zero(), Fixed::zero());
}

/// All groups of a node, those that fill its stores too.
IdRange<GroupId> all_groups_of(const Model& model, NodeId node) {
    return {GroupId{model.first_group[node.offset()]}, GroupId{model.first_group[node.offset() + 1]}};
}

class Comparison {
public:
    Comparison(const Model& a, const Model& b) : a_{a}, b_{b} {}

    bool same(NodeId node) const {
        const Node& x = a_.nodes[node];
        const Node& y = b_.nodes[node];
        return terms_of(x) == terms_of(y) && same_value_over_time(a_.functions[x.function], b_.functions[y.function]) &&
               same_groups(node) && same_duties(node);
    }

private:
    bool same_value_over_time(const Function& x, const Function& y) const {
        const auto pieces = [](const Model& model, const Function& function) {
            return function.calendar.valid() ? model.calendars[function.calendar].pieces
                                             : std::vector<Calendar::Piece>{};
        };
        const auto steps = [](const Model& model, const Function& function) {
            return function.escalation.valid() ? model.escalations[function.escalation].steps
                                               : std::vector<Escalation::Step>{};
        };
        return pieces(a_, x) == pieces(b_, y) && steps(a_, x) == steps(b_, y);
    }

    bool same_groups(NodeId node) const {
        return same_lists(all_groups_of(a_, node), all_groups_of(b_, node),
                          [this](GroupId mine, GroupId theirs) { return same_group(mine, theirs); });
    }

    template <class Id, class Same>
    static bool same_lists(IdRange<Id> mine, IdRange<Id> theirs, const Same& same) {
        if (mine.size() != theirs.size()) {
            return false;
        }
        auto other = theirs.begin();
        for (const Id one : mine) {
            if (!same(one, *other)) {
                return false;
            }
            ++other;
        }
        return true;
    }

    bool same_group(GroupId mine, GroupId theirs) const {
        return terms_of(a_.groups[mine]) == terms_of(b_.groups[theirs]) && same_suppliers(mine, theirs) &&
               same_stores(mine, theirs);
    }

    bool same_suppliers(GroupId mine, GroupId theirs) const {
        const auto x = a_.suppliers_of(mine);
        const auto y = b_.suppliers_of(theirs);
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), [&](const Supplier& s, const Supplier& t) {
            return s.node == t.node && s.share == t.share && claim_of(a_, s) == claim_of(b_, t);
        });
    }

    bool same_stores(GroupId mine, GroupId theirs) const {
        const auto filler = [](const Model& model, const Store& store) {
            return store.refilled_by.valid() ? model.groups[store.refilled_by].hash : 0;
        };
        return same_lists(a_.stores_of(mine), b_.stores_of(theirs), [&](StoreId x, StoreId y) {
            const Store& s = a_.stores[x];
            const Store& t = b_.stores[y];
            return terms_of(s) == terms_of(t) && filler(a_, s) == filler(b_, t);
        });
    }

    bool same_duties(NodeId node) const {
        for (int kind = 0; kind < damage_kind_count; ++kind) {
            const auto duty = [&](const Model& model) {
                const CrewDuty own = model.crew_duty(node, static_cast<DamageKind>(kind));
                if (!own.pool.valid()) {
                    return std::tuple(std::string(), 0, CrewPolicy::fifo, std::int64_t{0});
                }
                const CrewPool& pool = model.crew_pools[own.pool];
                return std::tuple(pool.name, pool.crews, pool.policy, own.urgency);
            };
            if (duty(a_) != duty(b_)) {
                return false;
            }
        }
        return true;
    }

    const Model& a_;
    const Model& b_;
};

}  // namespace

NetworkDifference::NetworkDifference(const Model& one, const Model& other) : watched_(one.nodes.size()) {
    HADOME_EXPECT(one.nodes.size() == other.nodes.size() && one.quantum_bits == other.quantum_bits);
    const Comparison comparison(one, other);
    for (const NodeId node : ids_of(one.nodes)) {
        if (comparison.same(node)) {
            continue;
        }
        any_ = true;
        watched_[node.offset()] = 1;
        for (const Model* model : {&one, &other}) {
            for (const GroupId group : all_groups_of(*model, node)) {
                for (const Supplier& supplier : model->suppliers_of(group)) {
                    watched_[supplier.node.offset()] = 1;
                }
            }
        }
    }
}

bool NetworkDifference::may_matter(const Scenario& scenario, const Journal& journal) const {
    const auto watches = [&](const auto& item) { return watched_[item.node.offset()] != 0; };
    return any_ && (std::any_of(scenario.damages.begin(), scenario.damages.end(), watches) ||
                    std::any_of(journal.changes.begin(), journal.changes.end(), watches));
}

}  // namespace hadome
