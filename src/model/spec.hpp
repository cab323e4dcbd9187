#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "model/cyber.hpp"
#include "model/disaster.hpp"
#include "model/hazard.hpp"
#include "model/ids.hpp"
#include "model/model.hpp"
#include "model/only_in.hpp"
#include "model/terms.hpp"

namespace hadome {

/// How a national figure is divided among the nodes of a function; `each`: not divided, every node has the whole
/// figure.
enum class Split { each, equal, capacity, population, product };
std::string name_of(Split);

struct AreaSpec {
    std::string name;
    Label label;
    RegionId seat;  ///< where functions that exist once an area stand
};

/// One place where a function stands.
struct Site {
    RegionId region;
    std::string label;      ///< tells several nodes in one region apart; may be empty
    double capacity = 1.0;  ///< weight among the function's nodes
};

struct FunctionSpec {
    Function function;
    std::vector<Site> sites;
    double value = 0.0;  ///< loss while fully down [JPY/h]
    Split value_split = Split::each;
    double staffing = 1.0;  ///< factor on the rates of human causes, beside that of its sector
    double people = 0.0;    ///< share of its region's population that a node serves [1]
    /// Shares of its capacity that classes 1, 2, ... of consumers may claim; they sum to 1; empty: no classes.
    std::vector<double> priority_shares;
    SourcePosition where;
};

/// Which nodes of the supplying function a consumer's node draws on.
enum class Scope {
    same,     ///< in the consumer's region
    area,     ///< in the consumer's area
    nearest,  ///< the nearest one (great circle; ties by name)
    all,      ///< all of them
    named     ///< those in `DependencySpec::named`
};
std::string name_of(Scope);

/// One store of a chain, at every node of the consumer.
struct StoreSpec {
    std::string name;             ///< of the table of stores; empty when written in the rule itself
    Tick capacity = 0;            ///< time at full deficit
    Tick refill = 0;              ///< empty to full; 0 = at once
    FunctionId refilled_by = {};  ///< invalid: refills while supply is whole
    Scope refill_scope = Scope::same;
    std::vector<RegionId> refill_named = {};
    std::int32_t refill_priority = 0;  ///< class at `refilled_by`, from 1; 0: sees it as it is
    double start_failure = 0.0;        ///< probability
    friend bool operator==(const StoreSpec&, const StoreSpec&) = default;
};

/// A rule: each node of `consumer` needs nodes of `supplier`. Rules of one consumer with the same `group` make one
/// group.
struct DependencySpec {
    FunctionId consumer;
    FunctionId supplier;
    std::string group;  ///< default: the supplier's name
    Scope scope = Scope::same;
    std::vector<RegionId> named;
    OnlyIn only_in;  ///< consumer's regions the rule applies to
    Combine combine = Combine::mean;
    std::int32_t k = 0;              ///< k_of_n: suppliers needed
    double theta = 1.0;              ///< k_of_n: operability from which a supplier counts
    double strength = 1.0;           ///< [0, 1]
    std::optional<double> share;     ///< of this rule within its group; all rules of a group give one, or none does
    Split weight = Split::capacity;  ///< how the rule's share is divided among its supplier nodes
    double lag = 0.0;                ///< [h]
    GroupRole role = GroupRole::operation;
    unsigned repairs = 0;           ///< role `repair`: bit k set when work on damage of kind k needs it
    std::int32_t priority = 0;      ///< class at the supplier, from 1; 0: sees the supplier as it is
    std::vector<StoreSpec> stores;  ///< in the order in which they are used
    bool per_site = false;          ///< every site has its own chain
    SourcePosition where;
};

struct UnintendedSpec {
    UnintendedSource source;
    double rate = 0.0;               ///< [1/yr]
    Split rate_split = Split::each;  ///< among all nodes of the function, wherever the row holds
    OnlyIn only_in;
    SourcePosition where;
};

struct PlatformUseSpec {
    PlatformId platform;
    FunctionId function;
    double exposure = 1.0;
    double patched = 0.0;  ///< probability that a node is immune in a campaign
    SourcePosition where;
    OnlyIn only_in = {};
};

/// A campaign, and the functions whose nodes it may choose: those named and those of sectors named; neither: all.
struct CampaignSpec {
    CampaignSource source;
    double success = 1.0;       ///< probability that an attempt gets in
    double displacement = 0.0;  ///< probability that a thwarted one goes on to the next node
    std::vector<FunctionId> functions;
    std::vector<SectorId> sectors;
    SourcePosition where;
};

/// How a function looks to those who choose targets; without one it has the figures below.
struct CyberTargetSpec {
    FunctionId function;
    std::int32_t campaign = -1;  ///< position in ModelSpec::campaigns; -1: all without a row of their own
    double attractiveness = 1.0;
    Split split = Split::each;  ///< of the attractiveness, among the nodes of the function
    double success = 1.0;       ///< on the probability that an attempt gets in
    SourcePosition where;
};

/// A rule: who holds a node of `from` may get to nodes of `to`.
struct CyberLinkSpec {
    FunctionId from;
    FunctionId to;
    Scope scope = Scope::same;
    std::vector<RegionId> named;
    double probability = 1.0;
    Distribution delay;  ///< [h]
    SourcePosition where;
};

/// A scheme and its members: the functions named and those of sectors named.
struct SharingSpec {
    SharingScheme scheme;
    double immunity = 0.0;  ///< probability
    std::vector<FunctionId> functions;
    std::vector<SectorId> sectors;
    SourcePosition where;
};

/// Crews for the damage of some nodes; `per` says how many pools it makes.
struct CrewPoolSpec {
    enum class Per { pool, sector, area, region, sector_area };
    std::string name;
    Label label;
    std::optional<std::int32_t> crews;  ///< in each of its pools; none: there is always a crew
    CrewPolicy policy = CrewPolicy::fifo;
    std::vector<FunctionId> order;  ///< `explicit_order`: most urgent first
    std::vector<SectorId> sectors;  ///< this and the next three: the nodes served must be in all of them; empty: all
    std::vector<FunctionId> functions;
    std::vector<AreaId> areas;
    std::vector<RegionId> regions;
    std::vector<DamageKind> kinds;  ///< empty: all
    Per per = Per::pool;
    SourcePosition where;
};

/// Some of the nodes that a given event strikes, all in the same way.
struct GivenRowSpec {
    enum class Target { function, platform, shaking };
    Target target = Target::function;
    FunctionId function;
    PlatformId platform;
    IntensityMeasure measure = IntensityMeasure::pga;
    double intensity = 0.0;         ///< in the unit of the measure
    std::vector<RegionId> regions;  ///< empty: all
    double chance = 1.0;            ///< that a node is struck, once the event happens
    DamageProfile damage;           ///< not of `shaking`
    SourcePosition where;
};

struct GivenEventSpec {
    std::string name;
    Label label;
    ThreatClass threat = ThreatClass::unintended;
    double at = 0.0;  ///< [h]
    double probability = 1.0;
    std::string one_of;  ///< at most one event of a name happens; empty: any number
    std::vector<GivenRowSpec> rows;
    SourcePosition where;
};

/// The model as its author wrote it: function-level rules with all names resolved, defaults filled in.
struct ModelSpec {
    std::string title;
    Label label;
    int quantum_bits = 20;
    IndexVector<SectorId, Sector> sectors;
    IndexVector<AreaId, AreaSpec> areas;
    IndexVector<RegionId, Region> regions;
    IndexVector<FunctionId, FunctionSpec> functions;
    IndexVector<CalendarId, Calendar> calendars;
    IndexVector<EscalationId, Escalation> escalations;
    std::vector<DependencySpec> dependencies;
    std::vector<CrewPoolSpec> crew_pools;
    std::vector<UnintendedSpec> unintended;
    IndexVector<PlatformId, Platform> platforms;
    std::vector<PlatformUseSpec> platform_uses;
    IndexVector<SeasonId, Season> seasons;
    Couplings couplings;
    std::vector<WormSource> worms;
    std::vector<PlatformDefect> platform_defects;
    std::vector<CampaignSpec> campaigns;
    std::vector<CyberTargetSpec> cyber_targets;
    std::vector<CyberLinkSpec> cyber_links;
    std::vector<SharingSpec> sharing_schemes;
    GroundMotion ground_motion;
    std::vector<EarthquakeSource> earthquakes;
    Aftershocks aftershocks;
    std::vector<Tsunami> tsunamis;  ///< by earthquake
    std::vector<StormSource> storms;
    std::vector<FloodPlain> flood_plains;
    std::vector<EventSet> event_sets;
    IndexVector<FragilityId, FragilityClass> fragilities;
    std::vector<FunctionFragility> function_fragilities;
    std::vector<GivenEventSpec> given_events;
    std::vector<Basis> bases;
};

}  // namespace hadome
