#pragma once

#include "input/entry.hpp"
#include "model/disaster.hpp"

namespace hadome {

/// The keys region, function, share, delay of a row that says where water stands.
Inundation read_inundation(const Entry& row);

}  // namespace hadome
