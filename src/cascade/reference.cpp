#include "cascade/reference.hpp"

#include <algorithm>
#include <set>

#include "cascade/reference_causes.hpp"
#include "cascade/reference_laws.hpp"
#include "cascade/reference_repair.hpp"
#include "cascade/reference_state.hpp"
#include "cascade/reference_stores.hpp"
#include "scenario/decision.hpp"

namespace hadome {
namespace reference {
namespace {

/// What the journal says of a node.
struct Written {
    Fixed deficit;
    DamageId cause;
    bool compound = false;
    friend bool operator==(const Written&, const Written&) = default;
};

bool two_or_more(Classes classes) {
    return (classes & (classes - 1)) != 0;
}

class Oracle {
public:
    Oracle(const Model& model, Tick cap, const Scenario& scenario, const Treatment& treatment)
        : model_{model},
          cap_{cap},
          scenario_{scenario},
          repair_{model, scenario, treatment},
          stores_{model},
          laws_{model, stores_, situation_},
          causes_{model, laws_, situation_},
          sent_(model.groups.size()),
          written_(model.nodes.size()) {
        situation_.own = IndexVector<NodeId, Own>(model.nodes.size());
        situation_.nodes = IndexVector<NodeId, NodeNow>(model.nodes.size());
        situation_.arrived = IndexVector<GroupId, Supply>(model.groups.size());
    }

    Journal run() {
        for (Tick time = next_instant(-1); time <= cap_ && time < never; time = next_instant(time)) {
            complete(time);
            repair_.strike([this](NodeId node) { return situation_.nodes[node].deficit > Fixed::zero(); });
            repair_.assign_crews();
            for (const NodeId node : ids_of(situation_.own)) {
                situation_.own[node] = repair_.own(node);
            }
            settle_with_starts();
            remember(time);
            write(time);
            ++journal_.instants;
        }
        for (const Written& node : written_) {
            journal_.stuck = journal_.stuck || node.deficit > Fixed::zero();
        }
        journal_.end = journal_.stuck ? cap_ : journal_.changes.empty() ? 0 : journal_.changes.back().time;
        journal_.dropped = repair_.dropped();
        journal_.unmet = repair_.unmet();
        return journal_;
    }

private:
    Tick next_instant(Tick after) const {
        Tick next = std::min(repair_.next_due(), stores_.next_due());
        for (const GroupId group : ids_of(model_.groups)) {
            for (const Piece<Supply>& piece : sent_[group]) {
                const Tick arrival = piece.time + model_.groups[group].lag;
                next = arrival > after ? std::min(next, arrival) : next;
            }
        }
        return next;
    }

    void complete(Tick time) {
        repair_.advance(time);
        stores_.advance(time);
        for (const GroupId group : ids_of(model_.groups)) {
            situation_.arrived[group] = value_at(sent_[group], time - model_.groups[group].lag);
        }
    }

    // ---- settling ---------------------------------------------------------------------------------------------------

    /// Settles again and again while departures of supply meet starts that fail.
    void settle_with_starts() {
        std::set<GroupId> departed;
        do {
            settle();
        } while (some_start_fails(departed));
        const IndexVector<NodeId, Classes> classes = causes_.classes();
        for (const NodeId node : ids_of(situation_.nodes)) {
            situation_.nodes[node].classes = classes[node];
        }
    }

    /// Draws the starts of groups whose supply has left the whole for the first time in this instant.
    bool some_start_fails(std::set<GroupId>& departed) {
        bool failed = false;
        for (const GroupId group : ids_of(model_.groups)) {
            if (!stores_.has_stores(group) || !stores_.was_whole(group) || laws_.seen(group) == Fixed::zero() ||
                !departed.insert(group).second) {
                continue;
            }
            for (const StoreId store : model_.stores_of(group)) {
                if (model_.stores[store].start_failure > 0 && start_fails(group, store)) {
                    stores_.fail(store);
                    failed = true;
                }
            }
        }
        return failed;
    }

    bool start_fails(GroupId group, StoreId store) const {
        const DamageId cause = model_.groups[group].lag > 0 ? situation_.arrived[group].cause
                                                            : situation_.nodes[laws_.binding_supplier(group)].cause;
        const std::uint64_t event = scenario_.events[scenario_.damages[cause].event].name;
        return stream_for(scenario_.key, event, model_.stores[store].hash, Decision::start)() <
               model_.stores[store].start_failure;
    }

    /// Closed chains keep the causes of the settling before, be it in the same instant.
    void settle() {
        const IndexVector<NodeId, NodeNow> before = situation_.nodes;
        improve();
        deteriorate();
        trace(before);
        for (bool moved = true; moved;) {
            const IndexVector<NodeId, NodeNow> stuck = situation_.nodes;
            start_black();
            trace(stuck);
            moved = moved_since(stuck);
        }
    }

    /// Ever more groups are ignored until no closed chain keeps a node down that can start black; then all count again.
    void start_black() {
        for (;;) {
            const std::size_t known = situation_.ignored.size();
            situation_.ignored.merge(causes_.black_start_groups());
            if (situation_.ignored.size() == known) {
                break;
            }
            improve();
        }
        situation_.ignored.clear();
        deteriorate();
    }

    void improve() {
        for (bool moved = true; moved;) {
            moved = false;
            for (const NodeId node : ids_of(situation_.nodes)) {
                const Fixed deficit = laws_.deficit(node);
                if (deficit < situation_.nodes[node].deficit) {
                    situation_.nodes[node].deficit = deficit;
                    moved = true;
                }
            }
        }
    }

    void deteriorate() {
        for (bool moved = true; moved;) {
            moved = false;
            for (const NodeId node : ids_of(situation_.nodes)) {
                const Fixed deficit = laws_.deficit(node);
                if (deficit > situation_.nodes[node].deficit) {
                    situation_.nodes[node].deficit = deficit;
                    moved = true;
                }
            }
        }
    }

    void trace(const IndexVector<NodeId, NodeNow>& before) {
        const IndexVector<NodeId, DamageId> roots = causes_.roots(before);
        for (const NodeId node : ids_of(situation_.nodes)) {
            situation_.nodes[node].cause = roots[node];
        }
    }

    bool moved_since(const IndexVector<NodeId, NodeNow>& before) const {
        for (const NodeId node : ids_of(situation_.nodes)) {
            if (situation_.nodes[node].deficit != before[node].deficit) {
                return true;
            }
        }
        return false;
    }

    // ---- the settled state is all that lasts -----------------------------------------------------------------------

    void remember(Tick time) {
        IndexVector<NodeId, Classes> classes(model_.nodes.size());
        for (const NodeId node : ids_of(classes)) {
            classes[node] = situation_.nodes[node].classes;
        }
        repair_.set_speeds([this](NodeId node, DamageKind kind) { return laws_.speed(node, kind); });
        for (const NodeId node : ids_of(model_.nodes)) {
            for (const GroupId group : model_.groups_of(node)) {
                stores_.remember(group, laws_.seen(group), situation_.own[node].deficit == Fixed::one(),
                                 [this](GroupId fuel) { return laws_.supply_deficit(fuel); });
                if (model_.groups[group].lag > 0) {
                    send(group, time, classes);
                }
            }
        }
    }

    void send(GroupId group, Tick time, const IndexVector<NodeId, Classes>& classes) {
        Supply supply;
        supply.deficit = laws_.supply_deficit(group);
        if (supply.deficit > Fixed::zero()) {
            supply.cause = situation_.nodes[laws_.binding_supplier(group)].cause;
            supply.classes = laws_.supply_classes(group, classes);
        }
        if (supply != value_at(sent_[group], time)) {
            sent_[group].push_back({time, supply});
        }
    }

    void write(Tick time) {
        for (const NodeId node : ids_of(situation_.nodes)) {
            const NodeNow& now = situation_.nodes[node];
            const Written fresh{now.deficit, now.cause, two_or_more(now.classes)};
            if (fresh != written_[node]) {
                written_[node] = fresh;
                journal_.changes.push_back({time, node, fresh.deficit, fresh.cause, fresh.compound});
            }
        }
    }

    const Model& model_;
    const Tick cap_;
    const Scenario& scenario_;
    Situation situation_;
    Repair repair_;
    Stores stores_;
    Laws laws_;
    Causes causes_;
    IndexVector<GroupId, History<Supply>> sent_;  ///< before the lag
    IndexVector<NodeId, Written> written_;
    Journal journal_;
};

}  // namespace
}  // namespace reference

Journal simulate_reference(const Model& model, Tick cap, const Scenario& scenario, const Treatment& treatment) {
    return reference::Oracle(model, cap, scenario, treatment).run();
}

}  // namespace hadome
