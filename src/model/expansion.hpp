#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/diagnostics.hpp"
#include "model/model.hpp"
#include "model/spec.hpp"

namespace hadome {

/// More than these would not fit in the memory of a common computer (a link costs 40 bytes, a node about 200).
inline constexpr std::int64_t max_supplier_links = 50'000'000;
inline constexpr std::int64_t max_nodes = 5'000'000;
inline constexpr std::int64_t max_stores = 20'000'000;

/// What the steps of `expand` hand to each other; internal to this room.
struct Expansion {
    Expansion(const ModelSpec& model_spec, Diagnostics& errors) : spec{model_spec}, diagnostics{errors} {}

    const ModelSpec& spec;
    Diagnostics& diagnostics;
    Model model;
    std::vector<std::int32_t> first_node;  ///< [function + 1] into nodes
    IndexVector<NodeId, double> capacity;  ///< weight among the nodes of the function
    /// Capacity as a share of the function's capacity in the node's region: divides a region's figures among its nodes.
    IndexVector<NodeId, double> share_of_region;
    IndexVector<GroupId, std::int32_t> rule_of_group;  ///< the first rule of each group, into ModelSpec::dependencies

    IdRange<NodeId> nodes_of(FunctionId function) const {
        return {NodeId{first_node[function.offset()]}, NodeId{first_node[function.offset() + 1]}};
    }
    IdRange<NodeId> nodes_in(FunctionId function, RegionId region) const;
};

/// Kinds of names are kept apart: a worm and an earthquake of one name must not share random numbers.
std::uint64_t qualified_hash(const std::string& kind, const std::string& name);

/// The steps, in their order. Each adds diagnostics; what builds on it runs only when there are none.
void expand_nodes(Expansion& expansion);
void expand_groups(Expansion& expansion);
void expand_crews(Expansion& expansion);
void expand_causes(Expansion& expansion);
void expand_disasters(Expansion& expansion);
void expand_fragilities(Expansion& expansion);
void expand_cyber(Expansion& expansion);
void expand_campaigns(Expansion& expansion);
void expand_given_events(Expansion& expansion);
void check_restart(Expansion& expansion);
void check_hashes(const Expansion& expansion);
void give_notices(Expansion& expansion);

/// Weights that divide a figure among nodes of one function; all zero when the regions lack the figure to divide by.
/// `Split::each` weighs like `equal`.
std::vector<double> split_weights(const Expansion& expansion, Split split, std::span<const NodeId> nodes);

}  // namespace hadome
