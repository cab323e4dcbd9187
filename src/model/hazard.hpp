#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"
#include "model/only_in.hpp"
#include "model/rate_shape.hpp"
#include "model/terms.hpp"
#include "random/distribution.hpp"

namespace hadome {

/// Once `work` of the repair is done, `back` of the capacity that was lost is back.
struct RestorationStep {
    double work = 0.0;  ///< share of the work, in (0, 1)
    double back = 0.0;  ///< share of the lost capacity, in (0, 1)
    friend bool operator==(const RestorationStep&, const RestorationStep&) = default;
};

/// What happens to a struck function: how much is left, when it is noticed, how long mending takes.
struct DamageProfile {
    DamageKind kind = DamageKind::it;
    Distribution capacity_left = Distribution::fixed(0.0);  ///< [1], clipped to [0, 1]
    Distribution detection = Distribution::fixed(0.0);      ///< onset to start of repair [h]
    Distribution restoration = Distribution::fixed(0.0);    ///< work of repair [h]
    bool permanent = false;                                 ///< never mended; `restoration` is not used
    std::vector<RestorationStep> staircase;  ///< both columns rise strictly; empty: all comes back at the end
    /// 0: one site, back when its drawn work is done. n > 0: the node stands for many sites; capacity comes back along
    /// the cumulative distribution of `restoration`, in n equal steps (HAZUS restoration curves). Excludes a staircase.
    std::int32_t curve_steps = 0;
};

/// One damage state of a fragility class: reached with probability Phi(ln(im / median) / beta).
struct DamageState {
    std::string name;
    double median = 0.0;         ///< in the unit of the class's intensity measure
    double beta = 0.0;           ///< standard deviation of ln capacity
    double capacity_left = 0.0;  ///< [1]
    Distribution restoration;    ///< work of repair [h]
};

/// Lognormal fragility (ATC-13 1985, HAZUS): states in order of severity.
struct FragilityClass {
    /// `single`: the node is one site, in one state. `many`: the node stands for many sites; each state holds the share
    /// of sites that its probability says, and each share comes back in its own time.
    enum class Sites { single, many };

    std::string name;
    std::uint64_t hash = 0;
    DamageKind kind = DamageKind::physical;
    IntensityMeasure measure = IntensityMeasure::pga;
    Sites sites = Sites::single;
    double site_spread =
        0.0;  ///< `many`: standard deviation of ln intensity among the node's sites, added to beta in quadrature
    /// `many`: 0: the sites of one state come back together, after one drawn time. n > 0: they come back along the
    /// cumulative distribution of the state's restoration, in n equal steps.
    std::int32_t curve_steps = 0;
    std::vector<DamageState> states;
};

/// A function is hurt by shaking through one or more classes (plant, IT rooms).
struct FunctionFragility {
    FunctionId function;
    FragilityId fragility;
    OnlyIn only_in = {};
};

/// Poisson arrivals of one unintended cause at each node of a function.
struct UnintendedSource {
    std::string name;
    std::uint64_t hash = 0;
    FunctionId function;
    std::string cause;  ///< "operator_error", "failed_change", "software_defect", "overload", "equipment"
    RateShape shape;
    DamageProfile damage;
};

/// One source acting on one node; rates differ by node when a national rate is split.
struct UnintendedProcess {
    std::int32_t source = -1;  ///< position in Model::unintended
    NodeId node;
    double rate = 0.0;  ///< [1/yr]
    std::uint64_t hash = 0;
};

/// One node struck by a given event.
struct GivenHit {
    NodeId node;
    std::uint64_t chance = 0;  ///< words of 64 bits that mean the node is struck, once the event happens
    std::int32_t damage = 0;   ///< position in GivenEvent::damages
};

/// One node shaken by a given event, where a fragility class may break it.
struct GivenShaking {
    NodeId node;
    FragilityId fragility;
    double ln_intensity = 0.0;  ///< natural logarithm, in the unit of the class's measure; no residuals are added
    std::uint64_t chance = 0;   ///< as of a hit
};

/// An event of a stress test: at a given time, with a given probability.
struct GivenEvent {
    std::string name;
    Label label;
    std::uint64_t hash = 0;
    ThreatClass threat = ThreatClass::unintended;
    Tick at = 0;
    /// It happens when the word of `draw` lies in [low, high): events of one `one_of` share the draw and lie side by
    /// side, so that at most one of them happens; any other has a draw of its own.
    std::uint64_t draw = 0;
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool certain = false;  ///< happens whatever the word
    std::vector<DamageProfile> damages;
    std::vector<GivenHit> hits;          ///< by row of the input, then node
    std::vector<GivenShaking> shakings;  ///< by node, then name of the class
};

}  // namespace hadome
