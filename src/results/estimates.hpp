#pragma once

#include <string>
#include <vector>

#include "hdf5/group.hpp"
#include "stats/risk.hpp"

namespace hadome {

/// Writes NAME, NAME_error, NAME_low and NAME_high.
void put_estimates(const hdf5::Group& group, const std::string& name, const hdf5::Annotation& about,
                   const hdf5::Axes& along, const std::vector<Estimate>& estimates);

}  // namespace hadome
