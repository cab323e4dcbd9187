#pragma once

#include "core/index.hpp"

namespace hadome {

using SectorId = Index<struct SectorTag>;
using AreaId = Index<struct AreaTag>;
using RegionId = Index<struct RegionTag>;
using FunctionId = Index<struct FunctionTag>;
using NodeId = Index<struct NodeTag>;
using GroupId = Index<struct GroupTag>;
using StoreId = Index<struct StoreTag>;
using ClaimId = Index<struct ClaimTag>;
using CalendarId = Index<struct CalendarTag>;
using EscalationId = Index<struct EscalationTag>;
using CrewPoolId = Index<struct CrewPoolTag>;
using GivenEventId = Index<struct GivenEventTag>;
using PlatformId = Index<struct PlatformTag>;
using SharingId = Index<struct SharingTag>;
using FragilityId = Index<struct FragilityTag>;
using SeasonId = Index<struct SeasonTag>;

}  // namespace hadome
