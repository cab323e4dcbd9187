#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/expand.hpp"

namespace hadome::test {

/// Function-level rules by name, for tests of `expand`.
class SpecMaker {
public:
    ModelSpec spec;

    SpecMaker() { spec.sectors.push_back({"s", {}}); }

    /// The seat is set by the first region of the area.
    RegionId region(const std::string& name, const std::string& area = {}, double population = 0.0,
                    double latitude = 0.0, double longitude = 0.0) {
        Region made{name, {}, {}, latitude, longitude, population, 10.0 * population, 400.0};
        const RegionId id = spec.regions.end_id();
        if (!area.empty()) {
            if (!areas_.contains(area)) {
                areas_[area] = spec.areas.push_back({area, {}, id});
            }
            made.area = areas_[area];
        }
        return regions_[name] = spec.regions.push_back(std::move(made));
    }
    FunctionSpec& function(const std::string& name, const std::vector<Site>& sites = {}) {
        FunctionSpec made;
        made.function = {name, {}, SectorId{0}, Law::leontief, Fixed::one()};
        made.sites = sites;
        if (sites.empty()) {
            for (const RegionId id : ids_of(spec.regions)) {
                made.sites.push_back({id, {}, 1.0});
            }
        }
        made.where = {"model.toml", 100 + static_cast<std::int64_t>(spec.functions.size()), 1};
        functions_[name] = spec.functions.push_back(std::move(made));
        return spec.functions[functions_[name]];
    }
    DependencySpec& rule(const std::string& consumer, const std::string& supplier, Scope scope = Scope::same) {
        DependencySpec made;
        made.consumer = functions_.at(consumer);
        made.supplier = functions_.at(supplier);
        made.group = supplier;
        made.scope = scope;
        made.where = {"model.toml", 1 + static_cast<std::int64_t>(spec.dependencies.size()), 1};
        spec.dependencies.push_back(std::move(made));
        return spec.dependencies.back();
    }
    FunctionId id_of(const std::string& function) const { return functions_.at(function); }

    Model expand() {
        errors = {};
        return hadome::expand(spec, errors);
    }
    Diagnostics errors;

private:
    std::map<std::string, AreaId> areas_;
    std::map<std::string, RegionId> regions_;
    std::map<std::string, FunctionId> functions_;
};

inline NodeId node_named(const Model& model, const std::string& name) {
    for (const NodeId id : ids_of(model.nodes)) {
        if (model.nodes[id].name == name) {
            return id;
        }
    }
    return {};
}

inline GroupId group_named(const Model& model, const std::string& name) {
    for (const GroupId id : ids_of(model.groups)) {
        if (model.groups[id].name == name) {
            return id;
        }
    }
    return {};
}

/// Names of a group's suppliers with their shares; none when there is no such group.
inline std::map<std::string, double> suppliers_of(const Model& model, const std::string& group) {
    std::map<std::string, double> shares;
    if (const GroupId id = group_named(model, group); id.valid()) {
        for (const Supplier& supplier : model.suppliers_of(id)) {
            shares[model.nodes[supplier.node].name] = supplier.share.to_double();
        }
    }
    return shares;
}

}  // namespace hadome::test
