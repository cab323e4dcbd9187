#include "core/name_hash.hpp"
#include "model/expansion.hpp"
#include "model/shares.hpp"

namespace hadome {
namespace {

/// Operators' errors and failed changes are made by people, of whom there may be too few.
bool is_human(const std::string& cause) {
    return cause == "operator_error" || cause == "failed_change";
}

void expand_unintended(Expansion& expansion, const UnintendedSpec& spec) {
    Model& model = expansion.model;
    const auto position = static_cast<std::int32_t>(model.unintended.size());
    UnintendedSource source = spec.source;
    source.hash = qualified_hash("unintended", source.name);
    std::vector<NodeId> nodes;
    for (const NodeId node : expansion.nodes_of(source.function)) {
        nodes.push_back(node);
    }
    const std::vector<double> weights = split_weights(expansion, spec.rate_split, nodes);
    const double total = order_free_sum(weights);
    if (total <= 0.0) {
        expansion.diagnostics.add(
            spec.where, "the rate of '" + source.name + "' cannot be divided",
            "none of its regions has a figure for rate_split = \"" + name_of(spec.rate_split) + "\"",
            "fill in that column of the regions, or choose another rate_split");
        return;
    }
    const FunctionSpec& function = expansion.spec.functions[source.function];
    const double staffing =
        is_human(source.cause) ? expansion.spec.sectors[function.function.sector].staffing * function.staffing : 1.0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!holds_in(spec.only_in, model.nodes[nodes[i]].region)) {
            continue;
        }
        const double whole = spec.rate_split == Split::each ? spec.rate : spec.rate * (weights[i] / total);
        const double rate = staffing * whole;
        model.unintended_processes.push_back(
            {position, nodes[i], rate, combine_hashes({source.hash, model.nodes[nodes[i]].hash})});
    }
    model.unintended.push_back(std::move(source));
}

}  // namespace

std::uint64_t qualified_hash(const std::string& kind, const std::string& name) {
    return name_hash(kind + ":" + original_name(name));
}

void expand_causes(Expansion& expansion) {
    for (const UnintendedSpec& source : expansion.spec.unintended) {
        expand_unintended(expansion, source);
    }
}

void expand_fragilities(Expansion& expansion) {
    Model& model = expansion.model;
    model.function_fragilities = expansion.spec.function_fragilities;
    model.fragilities = expansion.spec.fragilities;
    for (FragilityClass& fragility : model.fragilities) {
        fragility.hash = qualified_hash("fragility", fragility.name);
    }
}

/// Disasters, and releases that fail.
void expand_disasters(Expansion& expansion) {
    const ModelSpec& spec = expansion.spec;
    Model& model = expansion.model;
    model.platform_defects = spec.platform_defects;
    for (PlatformDefect& defect : model.platform_defects) {
        defect.hash = qualified_hash("platform_defect", defect.name);
    }
    model.earthquakes = spec.earthquakes;
    for (EarthquakeSource& earthquake : model.earthquakes) {
        earthquake.hash = qualified_hash("earthquake", earthquake.name);
    }
    model.aftershocks = spec.aftershocks;
    model.tsunamis = spec.tsunamis;
    model.storms = spec.storms;
    for (StormSource& storm : model.storms) {
        storm.hash = qualified_hash("storm", storm.name);
    }
    model.flood_plains = spec.flood_plains;
    model.event_sets = spec.event_sets;
    for (EventSet& set : model.event_sets) {
        set.hash = qualified_hash("event_set", set.name);
        for (FootprintEvent& event : set.events) {
            event.hash = combine_hashes({set.hash, name_hash(event.name)});
        }
    }
}

}  // namespace hadome
