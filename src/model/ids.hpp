#pragma once

#include "core/index.hpp"

namespace hadome {

using SectorId = Index<struct SectorTag>;
using AreaId = Index<struct AreaTag>;
using RegionId = Index<struct RegionTag>;
using FunctionId = Index<struct FunctionTag>;
using NodeId = Index<struct NodeTag>;
using GroupId = Index<struct GroupTag>;
using PlatformId = Index<struct PlatformTag>;
using FragilityId = Index<struct FragilityTag>;

}  // namespace hadome
