#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "core/name_hash.hpp"
#include "model/model.hpp"
#include "random/chance.hpp"
#include "scenario/scenario.hpp"

namespace hadome::testing_models {

inline constexpr Tick year = static_cast<Tick>(hours_per_year) * ticks_per_hour;

/// Adds a region at a place.
inline RegionId add_region(Model& model, const std::string& name, double latitude = 35.0, double longitude = 139.0) {
    Region region;
    region.name = name;
    region.latitude = latitude;
    region.longitude = longitude;
    region.vs30 = 600.0;
    return model.regions.push_back(region);
}

inline FunctionId add_function(Model& model, const std::string& name) {
    Function function;
    function.name = name;
    return model.functions.push_back(function);
}

/// Adds a node; ranks of all nodes are put right.
inline NodeId add_node(Model& model, FunctionId function, RegionId region) {
    Node node;
    node.name = model.functions[function].name + "@" + model.regions[region].name;
    node.hash = name_hash(node.name);
    node.function = function;
    node.region = region;
    const NodeId id = model.nodes.push_back(node);
    for (auto* first : {&model.first_cyber_link, &model.first_membership}) {
        if (!first->empty()) {
            first->push_back(first->back());
        }
    }
    for (Node& one : model.nodes) {
        one.rank = 0;
        for (const Node& other : model.nodes) {
            one.rank += other.name < one.name ? 1 : 0;
        }
    }
    return id;
}

/// Adds an unintended cause with one process, at `node`.
inline void add_process(Model& model, const std::string& name, NodeId node, double rate, const DamageProfile& damage) {
    UnintendedSource source;
    source.name = name;
    source.hash = name_hash("unintended:" + name);
    source.function = model.nodes[node].function;
    source.damage = damage;
    model.unintended.push_back(source);
    model.unintended_processes.push_back({static_cast<std::int32_t>(model.unintended.size()) - 1, node, rate,
                                          combine_hashes({source.hash, model.nodes[node].hash})});
}

/// Adds a platform with its exposures.
inline PlatformId add_platform(Model& model, const std::string& name, std::initializer_list<Exposure> exposures) {
    if (model.first_exposure.empty()) {
        model.first_exposure.push_back(0);
    }
    const PlatformId id = model.platforms.push_back({name, {}, name_hash("platform:" + name)});
    model.exposures.insert(model.exposures.end(), exposures);
    model.first_exposure.push_back(static_cast<std::int32_t>(model.exposures.size()));
    return id;
}

inline WormSource& add_worm(Model& model, const std::string& name, PlatformId platform, double rate) {
    WormSource worm;
    worm.name = name;
    worm.hash = name_hash("worm:" + name);
    worm.platform = platform;
    worm.rate = rate;
    return model.worms.emplace_back(worm);
}

/// Adds a campaign on the nodes given; an attempt on any of them gets in.
inline CampaignSource& add_campaign(Model& model, const std::string& name, double rate,
                                    std::initializer_list<CampaignTarget> targets, std::int32_t attempts = 1) {
    CampaignSource source;
    source.name = name;
    source.hash = name_hash("campaign:" + name);
    source.rate = rate;
    source.targets = targets;
    source.attempts = attempts;
    return model.campaigns.emplace_back(source);
}

/// Adds a row to the list of one node, in lists by node.
template <class Row>
void add_row(const Model& model, std::vector<Row>& rows, std::vector<std::int32_t>& first, NodeId node,
             const Row& row) {
    if (first.empty()) {
        first.assign(model.nodes.size() + 1, 0);
    }
    rows.insert(rows.begin() + first[node.offset() + 1], row);
    for (std::size_t i = node.offset() + 1; i < first.size(); ++i) {
        ++first[i];
    }
}

inline void add_link(Model& model, NodeId from, NodeId to, double probability, const Distribution& delay) {
    const auto rule = static_cast<std::int32_t>(model.cyber_delays.size());
    model.cyber_delays.push_back(delay);
    add_row(model, model.cyber_links, model.first_cyber_link, from, {to, probability, rule});
}

/// Adds a scheme that tells its members after `delay` hours, and changes nothing else.
inline SharingScheme& add_sharing(Model& model, const std::string& name, std::initializer_list<NodeId> members,
                                  double delay) {
    SharingScheme scheme;
    scheme.name = name;
    scheme.hash = name_hash("sharing:" + name);
    scheme.delay = Distribution::fixed(delay);
    const SharingId id = model.sharing_schemes.push_back(scheme);
    for (const NodeId member : members) {
        add_row(model, model.memberships, model.first_membership, member, id);
    }
    return model.sharing_schemes[id];
}

/// A model of so many functions with a node each, f0, f1, ... in one region.
inline Model nodes_in_one_region(int count) {
    Model model;
    const RegionId region = add_region(model, "tokyo");
    for (int i = 0; i < count; ++i) {
        add_node(model, add_function(model, "f" + std::to_string(i)), region);
    }
    return model;
}

/// Adds a source of magnitude 7 at a point, 20 km deep.
inline EarthquakeSource& add_earthquake(Model& model, const std::string& name, double rate, double latitude = 35.0,
                                        double longitude = 139.0) {
    EarthquakeSource source;
    source.name = name;
    source.hash = name_hash("earthquake:" + name);
    source.rate = rate;
    source.magnitude_low = source.magnitude_high = 7.0;
    source.a_latitude = source.b_latitude = latitude;
    source.a_longitude = source.b_longitude = longitude;
    source.depth = 20.0;
    return model.earthquakes.emplace_back(source);
}

inline FragilityId add_fragility(Model& model, FunctionId function, const std::string& name,
                                 std::initializer_list<DamageState> states,
                                 FragilityClass::Sites sites = FragilityClass::Sites::single) {
    FragilityClass fragility;
    fragility.name = name;
    fragility.hash = name_hash("fragility:" + name);
    fragility.states = states;
    fragility.sites = sites;
    const FragilityId id = model.fragilities.push_back(fragility);
    model.function_fragilities.push_back({function, id});
    return id;
}

inline PlatformDefect& add_platform_defect(Model& model, const std::string& name, PlatformId platform, double rate,
                                           double share, const DamageProfile& damage) {
    PlatformDefect defect;
    defect.name = name;
    defect.hash = name_hash("platform_defect:" + name);
    defect.platform = platform;
    defect.rate = rate;
    defect.share = share;
    defect.damage = damage;
    return model.platform_defects.emplace_back(defect);
}

/// A scenario from samplers that keep storage, with storage of its own.
template <class Sampler, class... Which>
void draw_alone(const Sampler& sampler, Scenario& scenario, const Which&... which) {
    typename Sampler::Storage storage;
    sampler.draw(which..., storage, scenario);
}

/// All capacity lost, for `restoration` hours after `detection` hours.
inline DamageProfile outage(double restoration, double detection = 0.0) {
    DamageProfile profile;
    profile.restoration = Distribution::fixed(restoration);
    profile.detection = Distribution::fixed(detection);
    return profile;
}

}  // namespace hadome::testing_models
