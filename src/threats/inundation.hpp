#pragma once

#include <vector>

#include "model/disaster.hpp"
#include "model/model.hpp"
#include "threats/fragility.hpp"
#include "threats/sites_at_risk.hpp"

namespace hadome {

/// What water can break where an inundation stands: the sites of its function, or those of all functions of the region
/// that have no row of their own among `rows`.
std::vector<Cluster> clusters_under_water(const Model& model, const Inundation& row,
                                          const std::vector<const Inundation*>& rows);

}  // namespace hadome
