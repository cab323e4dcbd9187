#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/fixed.hpp"
#include "core/index.hpp"
#include "core/time.hpp"
#include "model/hazard.hpp"
#include "model/ids.hpp"
#include "model/terms.hpp"

namespace hadome {

struct Sector {
    std::string name;
    Label label;
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
    Fixed threshold;  ///< phi of the law `threshold`
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
    std::int64_t value = 0;   ///< loss while fully down [mJPY/h]: thousandths of a yen an hour
    std::int64_t people = 0;  ///< people served
};

/// A store that hides a deficit of supply for a while.
struct Buffer {
    enum class Kind {
        none,
        pooled,   ///< one store: drains at the rate of the deficit; hides it until empty
        per_site  ///< a store a site: the deficit seen is the smallest of the last `capacity` of time
    };
    Kind kind = Kind::none;
    Tick capacity = 0;  ///< time at full deficit
    Tick refill = 0;    ///< empty to full once supply is whole; 0 = at once
};

/// What a node needs from others: suppliers with shares, combined and weighed.
struct Group {
    std::string name;  ///< qualified: `consumer<-name`
    std::uint64_t hash = 0;
    std::int32_t rank = 0;  ///< position of the name among the groups of its consumer, in byte order
    NodeId consumer;
    Combine combine = Combine::mean;
    std::int32_t k = 1;          ///< k_of_n: suppliers needed
    Fixed theta = Fixed::one();  ///< k_of_n: operability from which a supplier counts
    Fixed strength = Fixed::one();
    Tick lag = 0;
    Buffer buffer;
    std::int32_t first_supplier = 0;  ///< range in Model::suppliers
    std::int32_t last_supplier = 0;
};

struct Supplier {
    NodeId node;
    Fixed share;  ///< shares of a group sum to Fixed::one() exactly (largest remainder)
};

/// One use of a node as a supplier.
struct Use {
    GroupId group;
    Fixed share;
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
    IndexVector<GroupId, Group> groups;     ///< sorted by consumer
    std::vector<Supplier> suppliers;        ///< by group
    std::vector<Use> uses;                  ///< by supplier
    std::vector<std::int32_t> first_group;  ///< [node + 1] into groups
    std::vector<std::int32_t> first_use;    ///< [node + 1] into uses

    std::vector<UnintendedSource> unintended;
    std::vector<UnintendedProcess> unintended_processes;  ///< by source, then node

    IndexVector<PlatformId, Platform> platforms;
    std::vector<Exposure> exposures;           ///< by platform
    std::vector<std::int32_t> first_exposure;  ///< [platform + 1]
    std::vector<WormSource> worms;

    GroundMotion ground_motion;
    std::vector<EarthquakeSource> earthquakes;
    IndexVector<FragilityId, FragilityClass> fragilities;
    std::vector<FunctionFragility> function_fragilities;

    std::vector<Basis> bases;

    IdRange<GroupId> groups_of(NodeId node) const {
        return {GroupId{first_group[node.offset()]}, GroupId{first_group[node.offset() + 1]}};
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
    std::span<const Exposure> exposures_of(PlatformId platform) const {
        const auto first = static_cast<std::size_t>(first_exposure[platform.offset()]);
        return std::span(exposures).subspan(first,
                                            static_cast<std::size_t>(first_exposure[platform.offset() + 1]) - first);
    }
};

}  // namespace hadome
