#pragma once

#include <string>

namespace hadome {

/// A name for people, in both languages of the reports.
struct Label {
    std::string en;
    std::string ja;
};

/// How the states of a group's suppliers make one supply (x operability, q = 1 - x inoperability, a share).
enum class Combine {
    mean,   ///< deficit = sum a_j q_j
    any,    ///< deficit = min q_j: one good supplier is enough
    all,    ///< deficit = max q_j: the worst supplier decides
    k_of_n  ///< deficit = 1 - min(1, #{x_j >= theta} / k): k good suppliers are enough
};

/// How own capacity and the supplies of its groups make a node's operability.
enum class Law {
    leontief,  ///< q = max(own deficit, max_g w_g d_g) (Leontief 1936; the min form of operability)
    linear,    ///< q = min(1, own deficit + sum_g w_g d_g) (Haimes and Jiang 2001: inoperability input-output model)
    product,   ///< x = own capacity x prod_g (1 - w_g d_g)
    threshold  ///< q = 1 once sum_g w_g d_g >= phi, own deficit before (Watts 2002)
};

/// What the supply of a group is for.
enum class GroupRole {
    operation,  ///< the node works with it: enters the node's law
    repair,     ///< repair of the node works with it: sets the speed of work
    refill      ///< brings fuel to a store of another group of the node
};

/// A new damage of a kind that is already active at the node.
enum class Repeat {
    overlap,           ///< joins it: the outages are united
    ignore_while_down  ///< is dropped, undetected and waiting damages included
};

/// Who gets the crew that is free.
enum class CrewPolicy {
    fifo,           ///< detected first
    by_value,       ///< the dearest node [JPY/h]
    by_dependents,  ///< the node that most others need for anything, directly or through others
    explicit_order  ///< in the order of functions that the pool names
};

/// The part of a function that is hurt, and therefore who repairs it.
enum class DamageKind { physical, ot, it };
inline constexpr int damage_kind_count = 3;

enum class ThreatClass { unintended, cyber, disaster };
inline constexpr int threat_class_count = 3;

/// What an event is drawn from. `aftershock`: of an earthquake source, as is `tsunami`. `given`: written in the run
/// file, at a given time.
enum class SourceKind {
    unintended,
    platform_defect,
    worm,
    campaign,
    earthquake,
    aftershock,
    tsunami,
    storm,
    event_set,
    given
};
inline constexpr int source_kind_count = 10;

/// What an attacker who chooses targets is after. `targeted` and `ransomware` move on from where they got in; a
/// `ddos` does not, and ends with the attack.
enum class CampaignKind { targeted, ransomware, ddos };

enum class IntensityMeasure {
    pga,    ///< peak ground acceleration [g], at the reference ground (Vs 600 m/s)
    pgv,    ///< peak ground velocity [cm/s], at the surface
    depth,  ///< of water above the ground [m]
    wind    ///< largest ten-minute mean at the surface [m/s]
};

/// Names used in input files and results ("physical", "unintended", ...).
std::string name_of(Combine);
std::string name_of(Law);
std::string name_of(GroupRole);
std::string name_of(Repeat);
std::string name_of(CrewPolicy);
std::string name_of(SourceKind);
std::string name_of(CampaignKind);
std::string name_of(DamageKind);
std::string name_of(ThreatClass);
std::string name_of(IntensityMeasure);

}  // namespace hadome
