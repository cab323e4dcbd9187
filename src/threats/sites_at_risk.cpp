#include "threats/sites_at_risk.hpp"

#include <algorithm>
#include <cmath>

#include "core/name_hash.hpp"
#include "threats/ground_motion.hpp"

namespace hadome {

namespace {

/// The links of each function.
IndexVector<FunctionId, std::vector<const FunctionFragility*>> links_by_function(const Model& model) {
    IndexVector<FunctionId, std::vector<const FunctionFragility*>> links(model.functions.size());
    for (const FunctionFragility& link : model.function_fragilities) {
        links[link.function].push_back(&link);
    }
    return links;
}

/// Classes of a node, each once, by name. \param links of its function
std::vector<FragilityId> classes_of(const Model& model, const std::vector<const FunctionFragility*>& links,
                                    RegionId region) {
    std::vector<FragilityId> classes;
    for (const FunctionFragility* link : links) {
        if (holds_in(link->only_in, region)) {
            classes.push_back(link->fragility);
        }
    }
    std::sort(classes.begin(), classes.end(),
              [&](FragilityId a, FragilityId b) { return model.fragilities[a].name < model.fragilities[b].name; });
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    return classes;
}

void add_target(const Model& model, NodeId node, FragilityId fragility, std::vector<Cluster>& clusters) {
    const std::uint64_t hash = combine_hashes({model.nodes[node].hash, model.fragilities[fragility].hash});
    const auto same = [&](const Cluster& cluster) { return cluster.fragility == fragility; };
    auto cluster = std::find_if(clusters.begin(), clusters.end(), same);
    if (cluster == clusters.end()) {
        cluster = clusters.insert(cluster, Cluster{fragility, {}});
    }
    cluster->targets.push_back({node, hash, {hash, Decision::damage_state}});
}

void sort_by_class(const Model& model, std::vector<Cluster>& clusters) {
    std::sort(clusters.begin(), clusters.end(), [&](const Cluster& a, const Cluster& b) {
        return model.fragilities[a.fragility].name < model.fragilities[b.fragility].name;
    });
}

}  // namespace

std::vector<Cluster> clusters_in(const Model& model, IntensityMeasure measure, RegionId region,
                                 const std::function<bool(FunctionId)>& counts) {
    std::vector<Cluster> clusters;
    const auto links = links_by_function(model);
    for (const NodeId id : ids_of(model.nodes)) {
        const Node& node = model.nodes[id];
        if (node.region != region || !counts(node.function)) {
            continue;
        }
        for (const FragilityId fragility : classes_of(model, links[node.function], region)) {
            if (model.fragilities[fragility].measure == measure) {
                add_target(model, id, fragility, clusters);
            }
        }
    }
    sort_by_class(model, clusters);
    return clusters;
}

std::vector<SiteAtRisk> sites_at_risk(const Model& model, const Measures& measures) {
    IndexVector<RegionId, SiteAtRisk> by_region;
    for (const Region& region : model.regions) {
        by_region.push_back({place_at(region.latitude, region.longitude),
                             name_hash(region.name),
                             std::log(site_amplification(region.vs30)),
                             {}});
    }
    const auto links = links_by_function(model);
    for (const NodeId id : ids_of(model.nodes)) {
        const Node& node = model.nodes[id];
        for (const FragilityId fragility : classes_of(model, links[node.function], node.region)) {
            if (!measures.contain(model.fragilities[fragility].measure)) {
                continue;
            }
            add_target(model, id, fragility, by_region[node.region].clusters);
        }
    }
    std::vector<RegionId> order;
    for (const RegionId region : ids_of(model.regions)) {
        order.push_back(region);
    }
    std::sort(order.begin(), order.end(),
              [&](RegionId a, RegionId b) { return model.regions[a].name < model.regions[b].name; });
    std::vector<SiteAtRisk> sites;
    for (const RegionId region : order) {
        SiteAtRisk& site = by_region[region];
        if (site.clusters.empty()) {
            continue;
        }
        sort_by_class(model, site.clusters);
        sites.push_back(std::move(site));
    }
    return sites;
}

}  // namespace hadome
