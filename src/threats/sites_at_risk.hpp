#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <vector>

#include "model/model.hpp"
#include "threats/fragility.hpp"
#include "threats/geodesy.hpp"

namespace hadome {

/// Nodes at one site that break by one fragility class.
struct Cluster {
    FragilityId fragility;
    std::vector<Target> targets;
};

/// A region with something that can break.
struct SiteAtRisk {
    Place place;
    std::uint64_t hash = 0;         ///< of the region's name
    double ln_amplification = 0.0;  ///< of PGV from Vs 600 m/s
    std::vector<Cluster> clusters;  ///< by name of the class: what is made first does not depend on the order of input
};

/// A set of intensity measures.
class Measures {
public:
    Measures(std::initializer_list<IntensityMeasure> measures) : measures_(measures) {}
    bool contain(IntensityMeasure measure) const {
        return std::find(measures_.begin(), measures_.end(), measure) != measures_.end();
    }

private:
    std::vector<IntensityMeasure> measures_;
};

/// What `measure` can break in one region, of the functions that `counts` names; classes in order of their names.
std::vector<Cluster> clusters_in(const Model& model, IntensityMeasure measure, RegionId region,
                                 const std::function<bool(FunctionId)>& counts);

/// What these measures can break, by class; regions in byte order of their names.
std::vector<SiteAtRisk> sites_at_risk(const Model& model, const Measures& measures);

}  // namespace hadome
