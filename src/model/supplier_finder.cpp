#include "model/supplier_finder.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.hpp"

namespace hadome {
namespace {

/// Haversine of the central angle: grows with the great-circle distance, which is all that a comparison needs.
double haversine(const Region& a, const Region& b) {
    constexpr double radian = std::numbers::pi / 180.0;
    const double latitude = std::sin(0.5 * radian * (b.latitude - a.latitude));
    const double longitude = std::sin(0.5 * radian * (b.longitude - a.longitude));
    return latitude * latitude + std::cos(radian * a.latitude) * std::cos(radian * b.latitude) * longitude * longitude;
}

}  // namespace

SupplierFinder::SupplierFinder(const Expansion& expansion)
    : expansion_{expansion}, regions_of_area_(expansion.spec.areas.size()) {
    for (const RegionId region : ids_of(expansion.spec.regions)) {
        const AreaId area = expansion.spec.regions[region].area;
        if (area.valid()) {
            regions_of_area_[area].push_back(region);
        }
    }
}

void SupplierFinder::find(const DependencySpec& rule, NodeId consumer, std::vector<NodeId>& found) const {
    found.clear();
    const RegionId region = expansion_.model.nodes[consumer].region;
    switch (rule.scope) {
        case Scope::same: add_in_region(rule.supplier, region, found); return;
        case Scope::area: {
            const AreaId area = expansion_.model.regions[region].area;
            if (area.valid()) {
                for (const RegionId member : regions_of_area_[area]) {
                    add_in_region(rule.supplier, member, found);
                }
            }
            break;
        }
        case Scope::nearest: add_nearest(rule.supplier, consumer, found); return;
        case Scope::all:
            for (const NodeId node : expansion_.nodes_of(rule.supplier)) {
                found.push_back(node);
            }
            break;
        case Scope::named:
            for (const RegionId named : rule.named) {
                add_in_region(rule.supplier, named, found);
            }
            std::sort(found.begin(), found.end());
            found.erase(std::unique(found.begin(), found.end()), found.end());
            break;
    }
    std::erase(found, consumer);
}

void SupplierFinder::add_in_region(FunctionId supplier, RegionId region, std::vector<NodeId>& found) const {
    for (const NodeId node : expansion_.nodes_in(supplier, region)) {
        found.push_back(node);
    }
}

void SupplierFinder::add_nearest(FunctionId supplier, NodeId consumer, std::vector<NodeId>& found) const {
    const Model& model = expansion_.model;
    const Region& here = model.regions[model.nodes[consumer].region];
    NodeId best;
    double best_distance = 0.0;
    for (const NodeId node : expansion_.nodes_of(supplier)) {
        if (node == consumer) {
            continue;
        }
        const double distance = haversine(here, model.regions[model.nodes[node].region]);
        const bool nearer = !best.valid() || distance < best_distance ||
                            (distance == best_distance && model.nodes[node].rank < model.nodes[best].rank);
        if (nearer) {
            best = node;
            best_distance = distance;
        }
    }
    if (best.valid()) {
        found.push_back(best);
    }
}

}  // namespace hadome
