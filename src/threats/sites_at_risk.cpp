#include "threats/sites_at_risk.hpp"

#include <algorithm>
#include <cmath>

#include "core/name_hash.hpp"
#include "threats/ground_motion.hpp"

namespace hadome {

namespace {

/// Classes of a function, each once, by name.
std::vector<FragilityId> classes_of(const Model& model, FunctionId function) {
    std::vector<FragilityId> classes;
    for (const FunctionFragility& link : model.function_fragilities) {
        if (link.function == function) {
            classes.push_back(link.fragility);
        }
    }
    std::sort(classes.begin(), classes.end(),
              [&](FragilityId a, FragilityId b) { return model.fragilities[a].name < model.fragilities[b].name; });
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    return classes;
}

void add_target(SiteAtRisk& site, FragilityId fragility, const Target& target) {
    const auto same = [&](const Cluster& cluster) { return cluster.fragility == fragility; };
    auto cluster = std::find_if(site.clusters.begin(), site.clusters.end(), same);
    if (cluster == site.clusters.end()) {
        cluster = site.clusters.insert(cluster, Cluster{fragility, {}});
    }
    cluster->targets.push_back(target);
}

}  // namespace

std::vector<SiteAtRisk> sites_at_risk(const Model& model) {
    std::vector<SiteAtRisk> sites;
    for (const Region& region : model.regions) {
        sites.push_back({place_at(region.latitude, region.longitude),
                         name_hash(region.name),
                         std::log(site_amplification(region.vs30)),
                         {}});
    }
    IndexVector<FunctionId, std::vector<FragilityId>> classes;
    for (const FunctionId function : ids_of(model.functions)) {
        classes.push_back(classes_of(model, function));
    }
    for (const NodeId id : ids_of(model.nodes)) {
        const Node& node = model.nodes[id];
        for (const FragilityId fragility : classes[node.function]) {
            const std::uint64_t hash = combine_hashes({node.hash, model.fragilities[fragility].hash});
            add_target(sites[node.region.offset()], fragility, {id, hash, {hash, Decision::damage_state}});
        }
    }
    for (SiteAtRisk& site : sites) {
        std::sort(site.clusters.begin(), site.clusters.end(), [&](const Cluster& a, const Cluster& b) {
            return model.fragilities[a.fragility].name < model.fragilities[b.fragility].name;
        });
    }
    std::erase_if(sites, [](const SiteAtRisk& site) { return site.clusters.empty(); });
    return sites;
}

}  // namespace hadome
