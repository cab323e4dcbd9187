#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "core/name_hash.hpp"
#include "model/expansion.hpp"
#include "model/shares.hpp"

namespace hadome {
namespace {

std::string node_name(const Expansion& expansion, const FunctionSpec& function, const Site& site) {
    std::string name = function.function.name + "@" + expansion.spec.regions[site.region].name;
    return site.label.empty() ? name : name + "." + site.label;
}

/// Sites in the order of regions, so that a function's nodes in one region stand together.
std::vector<Site> sorted_sites(const FunctionSpec& function) {
    std::vector<Site> sites = function.sites;
    std::stable_sort(sites.begin(), sites.end(), [](const Site& a, const Site& b) { return a.region < b.region; });
    return sites;
}

void add_nodes(Expansion& expansion, FunctionId id, const FunctionSpec& function) {
    if (function.sites.empty()) {
        expansion.diagnostics.add(function.where, "function '" + function.function.name + "' has no nodes",
                                  "its sites name no region", "name a region in sites, or leave the function out");
        return;
    }
    std::set<std::string> names;
    std::map<RegionId, double> region_capacity;
    for (const Site& site : sorted_sites(function)) {
        region_capacity[site.region] += site.capacity;
    }
    const Function& common = expansion.model.functions[id];
    for (const Site& site : sorted_sites(function)) {
        Node node;
        node.name = node_name(expansion, function, site);
        node.hash = name_hash(node.name);
        node.function = id;
        node.law = common.law;
        node.threshold = common.threshold;
        node.black_start = common.black_start;
        node.repeat = common.repeat;
        node.min_speed = common.min_speed;
        node.region = site.region;
        if (!names.insert(node.name).second) {
            expansion.diagnostics.add(function.where, "two nodes are called '" + node.name + "'",
                                      "a node is known by its function, region and label",
                                      "give each site in the region a label of its own (Region.label)");
            continue;
        }
        expansion.model.nodes.push_back(std::move(node));
        expansion.capacity.push_back(site.capacity);
        expansion.share_of_region.push_back(site.capacity / region_capacity[site.region]);
    }
}

void rank_nodes(Model& model) {
    std::vector<NodeId> order;
    for (const NodeId id : ids_of(model.nodes)) {
        order.push_back(id);
    }
    std::sort(order.begin(), order.end(),
              [&](NodeId a, NodeId b) { return model.nodes[a].name < model.nodes[b].name; });
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        model.nodes[order[rank]].rank = static_cast<std::int32_t>(rank);
    }
}

/// What a function is worth and whom it serves, divided among its nodes.
void value_nodes(Expansion& expansion, FunctionId id) {
    const FunctionSpec& function = expansion.spec.functions[id];
    Model& model = expansion.model;
    std::vector<NodeId> nodes;
    for (const NodeId node : expansion.nodes_of(id)) {
        nodes.push_back(node);
    }
    const std::vector<double> weights = split_weights(expansion, function.value_split, nodes);
    const double total = order_free_sum(weights);
    if (total <= 0.0 && function.value > 0.0) {
        expansion.diagnostics.add(
            function.where, "the value of '" + function.function.name + "' cannot be divided",
            "none of its regions has a figure for value_split = \"" + name_of(function.value_split) + "\"",
            "fill in that column of the regions, or choose another value_split");
        return;
    }
    constexpr double millis = 1000.0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        Node& node = model.nodes[nodes[i]];
        const double part = function.value_split == Split::each || total <= 0.0 ? 1.0 : weights[i] / total;
        node.value = std::llround(function.value * part * millis);
        node.people =
            std::llround(function.people * model.regions[node.region].population * expansion.share_of_region[nodes[i]]);
    }
}

}  // namespace

IdRange<NodeId> Expansion::nodes_in(FunctionId function, RegionId region) const {
    const auto begin = model.nodes.begin();
    const auto last = begin + first_node[function.offset() + 1];
    const auto in_order = [](const Node& node, RegionId r) { return node.region < r; };
    const auto lower = std::lower_bound(begin + first_node[function.offset()], last, region, in_order);
    const auto upper = std::find_if(lower, last, [&](const Node& node) { return node.region != region; });
    return {NodeId::from_size(static_cast<std::size_t>(lower - begin)),
            NodeId::from_size(static_cast<std::size_t>(upper - begin))};
}

std::vector<double> split_weights(const Expansion& expansion, Split split, std::span<const NodeId> nodes) {
    std::vector<double> weights;
    weights.reserve(nodes.size());
    for (const NodeId node : nodes) {
        const Region& region = expansion.model.regions[expansion.model.nodes[node].region];
        switch (split) {
            case Split::each:
            case Split::equal: weights.push_back(1.0); break;
            case Split::capacity: weights.push_back(expansion.capacity[node]); break;
            case Split::population: weights.push_back(region.population * expansion.share_of_region[node]); break;
            case Split::product: weights.push_back(region.product * expansion.share_of_region[node]); break;
        }
    }
    return weights;
}

void expand_nodes(Expansion& expansion) {
    std::int64_t count = 0;
    for (const FunctionSpec& function : expansion.spec.functions) {
        count += static_cast<std::int64_t>(function.sites.size());
        if (count > max_nodes) {
            expansion.diagnostics.add(function.where, "the model has more than " + std::to_string(max_nodes) + " nodes",
                                      "every function stands in every region of its sites",
                                      "use fewer regions, or name the sites of large functions");
            return;
        }
    }
    expansion.first_node.push_back(0);
    for (const FunctionId id : ids_of(expansion.spec.functions)) {
        add_nodes(expansion, id, expansion.spec.functions[id]);
        expansion.first_node.push_back(expansion.model.nodes.end_id().value());
    }
    rank_nodes(expansion.model);
    for (const FunctionId id : ids_of(expansion.spec.functions)) {
        value_nodes(expansion, id);
    }
}

}  // namespace hadome
