#pragma once

#include <cstdint>
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

/// What shaking can break, by region and class.
std::vector<SiteAtRisk> sites_at_risk(const Model& model);

}  // namespace hadome
