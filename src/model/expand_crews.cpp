#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "model/dependents.hpp"
#include "model/expansion.hpp"

namespace hadome {
namespace {

template <class Id>
bool admits(const std::vector<Id>& allowed, Id id) {
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), id) != allowed.end();
}

/// Hands the damage of nodes to the pools of the specification.
class CrewWriter {
public:
    explicit CrewWriter(Expansion& expansion)
        : expansion_{expansion}, owner_(expansion.model.nodes.size() * damage_kind_count, -1) {
        expansion_.model.crew_duties.resize(owner_.size());
    }

    void write(std::int32_t index) {
        const CrewPoolSpec& spec = expansion_.spec.crew_pools[static_cast<std::size_t>(index)];
        pools_.clear();
        std::set<FunctionId> served;
        for (const NodeId node : ids_of(expansion_.model.nodes)) {
            if (serves(spec, node)) {
                served.insert(expansion_.model.nodes[node].function);
                if (!take(spec, index, node)) {
                    return;
                }
            }
        }
        if (served.empty()) {
            expansion_.diagnostics.add(spec.where, "crew pool '" + spec.name + "' serves no node",
                                       "no node is in all of its sectors, functions, areas and regions",
                                       "widen them, or take the pool out");
        }
        for (const FunctionId function : spec.order) {
            if (!served.empty() && !served.contains(function)) {
                expansion_.diagnostics.add(spec.where,
                                           "order of crew pool '" + spec.name + "' names '" +
                                               expansion_.model.functions[function].name + "', which it does not serve",
                                           "the order is of the functions whose damage waits for these crews",
                                           "take the function out of the order, or let the pool serve it");
            }
        }
    }

private:
    bool serves(const CrewPoolSpec& spec, NodeId id) const {
        const Node& node = expansion_.model.nodes[id];
        return admits(spec.functions, node.function) &&
               admits(spec.sectors, expansion_.model.functions[node.function].sector) &&
               admits(spec.regions, node.region) && admits(spec.areas, expansion_.model.regions[node.region].area);
    }

    /// False, with a diagnostic, when the pool cannot have the node.
    bool take(const CrewPoolSpec& spec, std::int32_t index, NodeId node) {
        std::optional<CrewDuty> duty;
        for (int k = 0; k < damage_kind_count; ++k) {
            const auto kind = static_cast<DamageKind>(k);
            if (!admits(spec.kinds, kind)) {
                continue;
            }
            const std::size_t place = node.offset() * damage_kind_count + static_cast<std::size_t>(k);
            if (owner_[place] >= 0) {
                report_two(spec, expansion_.spec.crew_pools[static_cast<std::size_t>(owner_[place])], node, kind);
                return false;
            }
            owner_[place] = index;
            if (!spec.crews) {
                continue;
            }
            if (!duty) {
                duty = CrewDuty{pool_for(spec, node), urgency(spec, node)};
                if (!duty->pool.valid()) {
                    return false;
                }
            }
            expansion_.model.crew_duties[place] = *duty;
        }
        return true;
    }

    void report_two(const CrewPoolSpec& spec, const CrewPoolSpec& other, NodeId node, DamageKind kind) const {
        expansion_.diagnostics.add(
            spec.where,
            "crew pools '" + other.name + "' and '" + spec.name + "' both serve " + name_of(kind) + " damage of '" +
                expansion_.model.nodes[node].name + "'",
            "a damage waits for one pool; '" + other.name + "' is on line " + std::to_string(other.where.line),
            "narrow one of the two");
    }

    /// The pool of a node among those that `per` asks for, made when it is met first; invalid, with a diagnostic, when
    /// the node has no area.
    CrewPoolId pool_for(const CrewPoolSpec& spec, NodeId id) {
        using Per = CrewPoolSpec::Per;
        const Model& model = expansion_.model;
        const Node& node = model.nodes[id];
        const Region& region = model.regions[node.region];
        const bool by_sector = spec.per == Per::sector || spec.per == Per::sector_area;
        const bool by_area = spec.per == Per::area || spec.per == Per::sector_area;
        if (by_area && !region.area.valid()) {
            expansion_.diagnostics.add(spec.where, "crew pool '" + spec.name + "' has no crews for '" + node.name + "'",
                                       "there are crews for each area, and its region belongs to none",
                                       "give the pool areas, or the region an area");
            return {};
        }
        std::vector<std::pair<std::string, Label>> parts;
        if (by_sector) {
            const Sector& sector = model.sectors[model.functions[node.function].sector];
            parts.emplace_back(sector.name, sector.label);
        }
        if (by_area) {
            const AreaSpec& area = expansion_.spec.areas[region.area];
            parts.emplace_back(area.name, area.label);
        }
        if (spec.per == Per::region) {
            parts.emplace_back(region.name, region.label);
        }
        CrewPool pool{spec.name, spec.label, *spec.crews, spec.policy};
        for (const auto& [name, label] : parts) {
            pool.name += "." + name;
            pool.label.en += ", " + label.en;
            pool.label.ja += "・" + label.ja;
        }
        const auto [known, is_new] = pools_.try_emplace(pool.name);
        if (is_new) {
            known->second = expansion_.model.crew_pools.push_back(pool);
        }
        return known->second;
    }

    std::int64_t urgency(const CrewPoolSpec& spec, NodeId id) {
        const Node& node = expansion_.model.nodes[id];
        switch (spec.policy) {
            case CrewPolicy::fifo: return 0;
            case CrewPolicy::by_value: return node.value;
            case CrewPolicy::by_dependents:
                if (dependents_.empty()) {
                    dependents_ = count_dependents(expansion_.model);
                }
                return dependents_[id];
            case CrewPolicy::explicit_order: {
                // From the end, so that functions that are not named come after all that are.
                const auto place = std::find(spec.order.begin(), spec.order.end(), node.function);
                return spec.order.end() - place;
            }
        }
        throw InternalError("unknown crew policy");
    }

    Expansion& expansion_;
    std::vector<std::int32_t> owner_;  ///< [node, kind] position of its pool in the specification; -1: none
    std::map<std::string, CrewPoolId> pools_;
    IndexVector<NodeId, std::int64_t> dependents_;
};

}  // namespace

void expand_crews(Expansion& expansion) {
    if (expansion.spec.crew_pools.empty()) {
        return;
    }
    CrewWriter writer(expansion);
    for (std::size_t i = 0; i < expansion.spec.crew_pools.size(); ++i) {
        writer.write(static_cast<std::int32_t>(i));
    }
    if (expansion.model.crew_pools.empty()) {
        expansion.model.crew_duties.clear();
    }
}

}  // namespace hadome
