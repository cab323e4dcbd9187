#pragma once

#include <cstdint>
#include <string>

#include "model/hazard.hpp"
#include "model/ids.hpp"
#include "model/rate_shape.hpp"
#include "model/terms.hpp"

namespace hadome {

/// Defective releases of a platform: each hurts, at once and whatever their sectors, the nodes on it that take it. A
/// node of exposure e does so with probability e x share.
struct PlatformDefect {
    std::string name;
    Label label;
    std::uint64_t hash = 0;
    PlatformId platform;
    double rate = 0.0;  ///< [1/yr]
    RateShape shape;
    double share = 1.0;  ///< of the users of the platform that take a release
    DamageProfile damage;
};

}  // namespace hadome
