#pragma once

#include <algorithm>
#include <cstdint>

#include "core/time.hpp"

namespace hadome {

/// How one class of threats, or being degraded, makes another more frequent.
enum class Coupling {
    disaster_unintended,  ///< a disaster that damaged a node of a region: unintended causes there
    disaster_cyber,       ///< a disaster that damaged nodes of so many regions: campaigns, nationwide
    cyber_unintended,     ///< a campaign that was detected: unintended causes in the sectors of its victims
    degraded_unintended   ///< a node that is not nominal: unintended causes at it
};
inline constexpr int coupling_count = 4;

/// Factors on rates, all at least 1. Of those that hold at one place and time the largest counts. A factor of 1 is a
/// coupling that is off.
struct Couplings {
    struct Timed {
        double factor = 1.0;
        Tick lasts = 0;  ///< from what raises the rate on
        bool on() const { return factor > 1.0; }
    };
    Timed disaster_unintended;
    Timed disaster_cyber;
    std::int32_t disaster_cyber_regions = 1;  ///< that one disaster must damage
    Timed cyber_unintended;
    double degraded_unintended = 1.0;

    /// The largest factor that can hold on an unintended cause, and on campaigns.
    double highest_unintended() const {
        return std::max({disaster_unintended.factor, cyber_unintended.factor, degraded_unintended});
    }
    double highest_cyber() const { return disaster_cyber.factor; }
};

}  // namespace hadome
