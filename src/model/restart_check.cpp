#include <algorithm>
#include <map>

#include "model/expansion.hpp"
#include "model/laws.hpp"

namespace hadome {
namespace {

/// The state from which the network cannot come back by itself: the greatest fixed point of the laws with no damage and
/// every buffer empty, found by letting all nodes down improve until nothing rises. Exact for every law, for it is what
/// the simulator would settle in; nominal everywhere if and only if everything restarts.
class StuckState {
public:
    explicit StuckState(const Model& model);

    bool contains(NodeId node) const { return deficit_[node] > Fixed::zero(); }
    /// Given up because nodes improve in ever so small steps.
    bool too_slow() const { return too_slow_; }
    /// What keeps a member down most, and the member of it that does.
    GroupId binding_group(NodeId member) const;
    NodeId binding_supplier(GroupId group) const;

private:
    Fixed seen_deficit(const Supplier& supplier) const {
        return claimed_deficit(model_, supplier.claim, deficit_[supplier.node]);
    }
    Fixed taken(GroupId id) const {
        const Group& group = model_.groups[id];
        return times(group.strength, combined_deficit(group, model_.suppliers_of(id), [&](const Supplier& supplier) {
                         return seen_deficit(supplier);
                     }));
    }

    const Model& model_;
    IndexVector<NodeId, Fixed> deficit_;
    bool too_slow_ = false;
};

StuckState::StuckState(const Model& model) : model_{model}, deficit_(model.nodes.size(), Fixed::one()) {
    // A circle of gain 0.999 needs some 14 000 improvements of each member at a quantum of 2^-20.
    std::int64_t improvements_left = 20'000'000 + 1000 * static_cast<std::int64_t>(model.nodes.size());
    const auto taken_by = [&](GroupId group) { return taken(group); };
    std::vector<NodeId> work;
    std::vector<NodeId> marked;
    IndexVector<NodeId, char> is_marked(model.nodes.size());
    for (const NodeId node : ids_of(model.nodes)) {
        work.push_back(node);
    }
    while (!work.empty()) {
        for (const NodeId id : work) {
            is_marked[id] = 0;
            const Fixed better = law_deficit(model.nodes[id], Fixed::zero(), model.groups_of(id), taken_by)
                                     .floored(Fixed::fraction_bits - model.quantum_bits);
            if (better == deficit_[id]) {
                continue;
            }
            if (--improvements_left < 0) {
                too_slow_ = true;
                return;
            }
            deficit_[id] = better;
            for (const Use& use : model.uses_of(id)) {
                const NodeId consumer = model.groups[use.group].consumer;
                if (!is_marked[consumer]) {
                    is_marked[consumer] = 1;
                    marked.push_back(consumer);
                }
            }
        }
        work.swap(marked);
        marked.clear();
    }
}

GroupId StuckState::binding_group(NodeId member) const {
    GroupId binding;
    for (const GroupId group : model_.groups_of(member)) {
        if (!binding.valid() || taken(group) > taken(binding)) {
            binding = group;
        }
    }
    return binding;
}

NodeId StuckState::binding_supplier(GroupId group) const {
    NodeId binding;
    for (const Supplier& supplier : model_.suppliers_of(group)) {
        const bool helps = model_.groups[group].combine != Combine::mean || supplier.share > Fixed::zero();
        if (helps && contains(supplier.node) && (!binding.valid() || deficit_[supplier.node] > deficit_[binding])) {
            binding = supplier.node;
        }
    }
    return binding;
}

/// One way round: nodes each of which waits for the next, the last for the first.
struct Circle {
    std::vector<NodeId> nodes;
    std::int64_t likes = 1;  ///< circles through the same functions
};

/// Follows from every member the first member that it waits for; circles through the same functions are told once.
std::map<std::vector<FunctionId>, Circle> find_circles(const Model& model, const StuckState& stuck) {
    enum class Mark : char { unseen, on_path, done };
    IndexVector<NodeId, Mark> marks(model.nodes.size(), Mark::unseen);
    std::map<std::vector<FunctionId>, Circle> circles;
    for (const NodeId start : ids_of(model.nodes)) {
        if (!stuck.contains(start)) {
            continue;
        }
        std::vector<NodeId> path;
        NodeId node = start;
        // Where the improvement was given up, a node may wait for nobody any more.
        while (node.valid() && marks[node] == Mark::unseen) {
            marks[node] = Mark::on_path;
            path.push_back(node);
            node = stuck.binding_supplier(stuck.binding_group(node));
        }
        if (node.valid() && marks[node] == Mark::on_path) {
            Circle circle{{std::find(path.begin(), path.end(), node), path.end()}};
            std::vector<FunctionId> functions;
            for (const NodeId member : circle.nodes) {
                functions.push_back(model.nodes[member].function);
            }
            std::sort(functions.begin(), functions.end());
            if (const auto [known, is_new] = circles.try_emplace(functions, std::move(circle)); !is_new) {
                ++known->second.likes;
            }
        }
        for (const NodeId visited : path) {
            marks[visited] = Mark::done;
        }
    }
    return circles;
}

}  // namespace

void check_restart(const Expansion& expansion) {
    const Model& model = expansion.model;
    const StuckState stuck(model);
    const auto circles = find_circles(model, stuck);
    if (stuck.too_slow() && circles.empty()) {
        expansion.diagnostics.add(expansion.spec.dependencies.front().where,
                                  "the network as a whole comes back in too many small steps",
                                  "circles of dependencies pass on almost all of what they lack",
                                  "lower strengths on the circles, or quantum_bits");
    }
    for (const auto& [functions, circle] : circles) {
        constexpr std::size_t nodes_shown = 6;
        std::string way;
        for (std::size_t i = 0; i < std::min(circle.nodes.size(), nodes_shown); ++i) {
            way += model.nodes[circle.nodes[i]].name + " <- ";
        }
        way += circle.nodes.size() > nodes_shown ? "... <- " : "";
        way += model.nodes[circle.nodes.front()].name;
        const std::string others =
            circle.likes > 1 ? " (and " + std::to_string(circle.likes - 1) + " more through the same functions)" : "";
        const std::int32_t rule = expansion.rule_of_group[stuck.binding_group(circle.nodes.front())];
        expansion.diagnostics.add(
            expansion.spec.dependencies[static_cast<std::size_t>(rule)].where,
            std::string("these nodes could ") + (stuck.too_slow() ? "hardly" : "never") + " restart: " + way + others,
            stuck.too_slow()
                ? "they pass on almost all of what they lack, and would come back in ever smaller steps"
                : "once all are down what each lacks keeps the next down, and buffers are empty in the end",
            "lower the strength of one dependency of the circle, or give it a supplier outside");
    }
}

}  // namespace hadome
