#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"
#include "model/hazard.hpp"
#include "model/ids.hpp"
#include "model/model.hpp"
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
    double people = 0.0;  ///< share of its region's population that a node serves [1]
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

/// A rule: each node of `consumer` needs nodes of `supplier`. Rules of one consumer with the same `group` make one
/// group.
struct DependencySpec {
    FunctionId consumer;
    FunctionId supplier;
    std::string group;  ///< default: the supplier's name
    Scope scope = Scope::same;
    std::vector<RegionId> named;
    std::vector<RegionId> only_in;  ///< consumer's regions the rule applies to; empty = all
    Combine combine = Combine::mean;
    std::int32_t k = 0;              ///< k_of_n: suppliers needed
    double theta = 1.0;              ///< k_of_n: operability from which a supplier counts
    double strength = 1.0;           ///< [0, 1]
    std::optional<double> share;     ///< of this rule within its group; all rules of a group give one, or none does
    Split weight = Split::capacity;  ///< how the rule's share is divided among its supplier nodes
    double lag = 0.0;                ///< [h]
    Buffer buffer;
    SourcePosition where;
};

struct UnintendedSpec {
    UnintendedSource source;
    double rate = 0.0;  ///< [1/yr]
    Split rate_split = Split::each;
    SourcePosition where;
};

struct PlatformUseSpec {
    PlatformId platform;
    FunctionId function;
    double exposure = 1.0;
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
    std::vector<DependencySpec> dependencies;
    std::vector<UnintendedSpec> unintended;
    IndexVector<PlatformId, Platform> platforms;
    std::vector<PlatformUseSpec> platform_uses;
    std::vector<WormSource> worms;
    GroundMotion ground_motion;
    std::vector<EarthquakeSource> earthquakes;
    IndexVector<FragilityId, FragilityClass> fragilities;
    std::vector<FunctionFragility> function_fragilities;
    std::vector<Basis> bases;
};

}  // namespace hadome
