#include <algorithm>
#include <map>

#include "model/expansion.hpp"

namespace hadome {
namespace {

/// The greatest set of nodes each of which has a group of full strength supplied by members alone. Once all of it is
/// down nothing in it can be first to come back: a buffer delays the fall but is empty in the end. Found by peeling:
/// whoever has no such group leaves, and so breaks the groups it supplies. Linear in the links.
class StuckSet {
public:
    explicit StuckSet(const Model& model);

    bool contains(NodeId node) const { return intact_groups_[node] > 0; }
    /// A group of a member that is supplied by members alone.
    GroupId binding_group(NodeId member) const;

private:
    static bool full_strength(const Group& group) { return group.strength == Fixed::one(); }

    const Model& model_;
    IndexVector<GroupId, char> broken_;
    IndexVector<NodeId, std::int32_t> intact_groups_;
};

StuckSet::StuckSet(const Model& model)
    : model_{model}, broken_(model.groups.size()), intact_groups_(model.nodes.size()) {
    for (const Group& group : model.groups) {
        intact_groups_[group.consumer] += full_strength(group) ? 1 : 0;
    }
    std::vector<NodeId> leaving;
    for (const NodeId node : ids_of(model.nodes)) {
        if (intact_groups_[node] == 0) {
            leaving.push_back(node);
        }
    }
    while (!leaving.empty()) {
        const NodeId node = leaving.back();
        leaving.pop_back();
        for (const Use& use : model.uses_of(node)) {
            const Group& group = model.groups[use.group];
            const bool helps = group.combine == Combine::any || use.share > Fixed::zero();
            if (!full_strength(group) || broken_[use.group] || !helps) {
                continue;
            }
            broken_[use.group] = 1;
            if (--intact_groups_[group.consumer] == 0) {
                leaving.push_back(group.consumer);
            }
        }
    }
}

GroupId StuckSet::binding_group(NodeId member) const {
    for (const GroupId group : model_.groups_of(member)) {
        if (full_strength(model_.groups[group]) && !broken_[group]) {
            return group;
        }
    }
    return {};
}

/// One way round: nodes each of which waits for the next, the last for the first.
struct Circle {
    std::vector<NodeId> nodes;
    std::int64_t likes = 1;  ///< circles through the same functions
};

/// Follows from every member the first member that it waits for; circles through the same functions are told once.
std::map<std::vector<FunctionId>, Circle> find_circles(const Model& model, const StuckSet& stuck) {
    enum class Mark : char { unseen, on_path, done };
    IndexVector<NodeId, Mark> marks(model.nodes.size(), Mark::unseen);
    std::map<std::vector<FunctionId>, Circle> circles;
    for (const NodeId start : ids_of(model.nodes)) {
        if (!stuck.contains(start)) {
            continue;
        }
        std::vector<NodeId> path;
        NodeId node = start;
        while (marks[node] == Mark::unseen) {
            marks[node] = Mark::on_path;
            path.push_back(node);
            for (const Supplier& supplier : model.suppliers_of(stuck.binding_group(node))) {
                if (stuck.contains(supplier.node)) {
                    node = supplier.node;
                    break;
                }
            }
        }
        if (marks[node] == Mark::on_path) {
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
    const StuckSet stuck(model);
    for (const auto& [functions, circle] : find_circles(model, stuck)) {
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
        expansion.diagnostics.add(expansion.spec.dependencies[static_cast<std::size_t>(rule)].where,
                                  "these nodes could never restart: " + way + others,
                                  "once all are down each waits in full for the next, and buffers are empty in the end",
                                  "give one dependency of the circle a strength below 1, or a supplier outside it");
    }
}

}  // namespace hadome
