#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/fixed.hpp"
#include "core/index.hpp"
#include "core/time.hpp"
#include "model/couplings.hpp"
#include "model/cyber.hpp"
#include "model/disaster.hpp"
#include "model/hazard.hpp"
#include "model/ids.hpp"
#include "model/platform_defect.hpp"
#include "model/season.hpp"
#include "model/terms.hpp"

namespace hadome {

struct Sector {
    std::string name;
    Label label;
    double staffing = 1.0;  ///< factor on the rates of human causes
};

struct Region {
    std::string name;
    Label label;
    AreaId area;              ///< invalid when the region belongs to none
    double latitude = 0.0;    ///< [degree]
    double longitude = 0.0;   ///< [degree]
    double population = 0.0;  ///< [people]
    double product = 0.0;     ///< gross regional product [JPY/yr]
    double vs30 = 400.0;      ///< average shear-wave velocity of the upper 30 m [m/s]
};

struct Function {
    std::string name;
    Label label;
    SectorId sector;
    Law law = Law::leontief;
    Fixed threshold;           ///< phi of the law `threshold`
    bool black_start = false;  ///< can start without the groups that wait for it
    Repeat repeat = Repeat::overlap;
    Fixed min_speed = {};          ///< of repair, whatever its services lack
    CalendarId calendar = {};      ///< of the value; invalid: the same at all hours
    EscalationId escalation = {};  ///< of the value; invalid: none
};

/// Factors in an input, held as whole millionths, so that products stay exact.
using Micro = std::int64_t;
inline constexpr Micro micro_one = 1'000'000;

/// What an hour is worth by its place in the week: stepwise, periodic.
struct Calendar {
    struct Piece {
        Tick from = 0;  ///< since Monday 00:00; the first is 0, they rise strictly and stay below one week
        Micro factor = micro_one;
        friend bool operator==(const Piece&, const Piece&) = default;
    };
    std::string name;
    std::vector<Piece> pieces;
};
inline constexpr Tick ticks_per_week = 168 * ticks_per_hour;

/// How the value of an hour grows with the age of an outage, the deficit-hours since the node was last nominal.
struct Escalation {
    struct Step {
        Tick age = 0;  ///< from this age on [tick at full deficit]; the first is 0, they rise strictly
        Micro factor = micro_one;
        friend bool operator==(const Step&, const Step&) = default;
    };
    std::vector<Step> steps;
};

/// One function in one region: what can be lost and saved.
struct Node {
    std::string name;  ///< qualified: `function@region` or `function@region.label`
    std::uint64_t hash = 0;
    std::int32_t rank = 0;  ///< position of the name among all nodes' names in byte order: how ties are broken
    FunctionId function;
    RegionId region;
    Law law = Law::leontief;  ///< of the function, here for the inner loop
    Fixed threshold;
    bool black_start = false;
    Repeat repeat = Repeat::overlap;
    Fixed min_speed;
    std::int32_t operation_end = 0;  ///< end of its groups of role `operation`, where those of role `repair` begin
    std::int32_t repair_end = 0;     ///< end of its groups of role `repair`, where those of role `refill` begin
    std::int64_t value = 0;          ///< loss while fully down [mJPY/h]: thousandths of a yen an hour
    std::int64_t people = 0;         ///< people served
};

/// One store of a group's chain: a battery, a generator with its tank.
struct Store {
    std::uint64_t hash = 0;  ///< of the group's name and the store's place: names the draw of its start
    Tick capacity = 0;       ///< time at full deficit, at least one tick
    Tick refill = 0;         ///< empty to full; 0 = at once when supply is whole
    GroupId refilled_by;  ///< of role `refill`: fuel comes at the rate of its supply; invalid: refills while supply is
                          ///< whole
    std::uint64_t start_failure = 0;  ///< words of 64 bits that mean a failed start (probability x 2^64)
};

/// What the consumers of one priority class may have of a scarce supplier of operability x:
/// clamp((x - higher) / share, 0, 1).
struct Claim {
    Fixed higher;  ///< shares of the classes before it
    Fixed share = Fixed::one();
};

/// What a node needs from others: suppliers with shares, combined and weighed.
struct Group {
    std::string name;  ///< qualified: `consumer<-name`
    std::uint64_t hash = 0;
    std::int32_t rank = 0;  ///< position among the groups of its consumer, by role, then by name in byte order
    NodeId consumer;
    Combine combine = Combine::mean;
    std::int32_t k = 1;          ///< k_of_n: suppliers needed
    Fixed theta = Fixed::one();  ///< k_of_n: operability from which a supplier counts
    Fixed strength = Fixed::one();
    GroupRole role = GroupRole::operation;
    unsigned repairs = 0;  ///< role `repair`: bit k set when work on damage of kind k needs it
    GroupId feeds;         ///< role `refill`: the group whose store it fills
    Tick lag = 0;
    bool per_site = false;         ///< every site has its own chain: the effective deficit is the least of the last B
    std::int32_t first_store = 0;  ///< range in Model::stores, in the order in which they are used
    std::int32_t last_store = 0;
    std::int32_t first_supplier = 0;  ///< range in Model::suppliers
    std::int32_t last_supplier = 0;
};

struct Supplier {
    NodeId node;
    Fixed share;         ///< shares of a group sum to Fixed::one() exactly (largest remainder)
    ClaimId claim = {};  ///< invalid: sees the supplier's operability as it is
};

/// One use of a node as a supplier.
struct Use {
    GroupId group;
    Fixed share;
    ClaimId claim = {};
};

/// Crews that take one damage each, from its detection (or later) until it is mended.
struct CrewPool {
    std::string name;
    Label label;
    std::int32_t crews = 0;
    CrewPolicy policy = CrewPolicy::fifo;
};

/// Which pool mends one kind of damage at a node, and how urgent the node is there by the pool's policy.
struct CrewDuty {
    CrewPoolId pool;           ///< invalid: there is always a crew
    std::int64_t urgency = 0;  ///< larger goes first; 0 throughout with `fifo`
};

/// Where a figure of the input comes from, kept for the report.
struct Basis {
    std::string table;
    std::string entry;
    std::string source;
    std::string confidence;
};

/// The immutable world of one run: flat arrays, made once by `expand`.
struct Model {
    std::string title;
    Label label;
    int quantum_bits = 20;  ///< announced inoperability is a multiple of 2^-quantum_bits

    IndexVector<SectorId, Sector> sectors;
    IndexVector<RegionId, Region> regions;
    IndexVector<FunctionId, Function> functions;
    IndexVector<NodeId, Node> nodes;        ///< sorted by function, then by region in file order
    IndexVector<GroupId, Group> groups;     ///< sorted by consumer, role, name
    std::vector<Supplier> suppliers;        ///< by group
    std::vector<Use> uses;                  ///< by supplier
    std::vector<std::int32_t> first_group;  ///< [node + 1] into groups
    std::vector<std::int32_t> first_use;    ///< [node + 1] into uses

    IndexVector<StoreId, Store> stores;  ///< by group
    IndexVector<ClaimId, Claim> claims;
    IndexVector<CalendarId, Calendar> calendars;
    IndexVector<EscalationId, Escalation> escalations;
    IndexVector<CrewPoolId, CrewPool> crew_pools;
    std::vector<CrewDuty> crew_duties;  ///< [node * damage_kind_count + kind]; empty without pools

    IndexVector<GivenEventId, GivenEvent> given_events;
    std::vector<UnintendedSource> unintended;
    std::vector<UnintendedProcess> unintended_processes;  ///< by source, then node
    IndexVector<SeasonId, Season> seasons;
    Couplings couplings;

    IndexVector<PlatformId, Platform> platforms;
    std::vector<Exposure> exposures;           ///< by platform
    std::vector<std::int32_t> first_exposure;  ///< [platform + 1]
    std::vector<WormSource> worms;
    std::vector<PlatformDefect> platform_defects;
    std::vector<CampaignSource> campaigns;
    std::vector<CyberLink> cyber_links;          ///< by node from which they lead
    std::vector<std::int32_t> first_cyber_link;  ///< [node + 1]; empty without links
    std::vector<Distribution> cyber_delays;      ///< time that a link takes, by rule [h]
    IndexVector<SharingId, SharingScheme> sharing_schemes;
    std::vector<SharingId> memberships;          ///< by node
    std::vector<std::int32_t> first_membership;  ///< [node + 1]; empty without schemes

    GroundMotion ground_motion;
    std::vector<EarthquakeSource> earthquakes;
    Aftershocks aftershocks;
    std::vector<Tsunami> tsunamis;  ///< by earthquake
    std::vector<StormSource> storms;
    std::vector<FloodPlain> flood_plains;
    std::vector<EventSet> event_sets;
    IndexVector<FragilityId, FragilityClass> fragilities;
    std::vector<FunctionFragility> function_fragilities;

    std::vector<Basis> bases;
    std::vector<std::string> notices;  ///< what its author should know, though it is no error

    /// What the node works with (role `operation`), in byte order of names.
    IdRange<GroupId> groups_of(NodeId node) const {
        return {GroupId{first_group[node.offset()]}, GroupId{nodes[node].operation_end}};
    }
    /// What its repair works with, in byte order of names.
    IdRange<GroupId> repair_groups_of(NodeId node) const {
        return {GroupId{nodes[node].operation_end}, GroupId{nodes[node].repair_end}};
    }
    IdRange<StoreId> stores_of(GroupId group) const {
        return {StoreId{groups[group].first_store}, StoreId{groups[group].last_store}};
    }
    CrewDuty crew_duty(NodeId node, DamageKind kind) const {
        return crew_duties.empty() ? CrewDuty{}
                                   : crew_duties[node.offset() * damage_kind_count + static_cast<std::size_t>(kind)];
    }
    std::span<const Supplier> suppliers_of(GroupId group) const {
        const Group& g = groups[group];
        return std::span(suppliers).subspan(static_cast<std::size_t>(g.first_supplier),
                                            static_cast<std::size_t>(g.last_supplier - g.first_supplier));
    }
    std::span<const Use> uses_of(NodeId node) const {
        const auto first = static_cast<std::size_t>(first_use[node.offset()]);
        return std::span(uses).subspan(first, static_cast<std::size_t>(first_use[node.offset() + 1]) - first);
    }
    std::span<const CyberLink> cyber_links_from(NodeId node) const { return row(cyber_links, first_cyber_link, node); }
    std::span<const SharingId> memberships_of(NodeId node) const { return row(memberships, first_membership, node); }
    std::span<const Exposure> exposures_of(PlatformId platform) const {
        const auto first = static_cast<std::size_t>(first_exposure[platform.offset()]);
        return std::span(exposures).subspan(first,
                                            static_cast<std::size_t>(first_exposure[platform.offset() + 1]) - first);
    }

private:
    template <class T>
    static std::span<const T> row(const std::vector<T>& all, const std::vector<std::int32_t>& first, NodeId node) {
        if (first.empty()) {
            return {};
        }
        const auto begin = static_cast<std::size_t>(first[node.offset()]);
        return std::span(all).subspan(begin, static_cast<std::size_t>(first[node.offset() + 1]) - begin);
    }
};

}  // namespace hadome
