#pragma once

#include <cstdint>

#include "model/model.hpp"

namespace hadome {

/// By node: how many other nodes need it (to operate, for their repair, or to fill a store), directly or through
/// others. A supplier counts whatever its share and strength.
IndexVector<NodeId, std::int64_t> count_dependents(const Model& model);

}  // namespace hadome
