#include "model/hash_check.hpp"

#include <algorithm>
#include <tuple>

#include "core/name_hash.hpp"
#include "model/expansion.hpp"

namespace hadome {
namespace {

template <class Table>
void add_all(const Table& table, const std::string& kind, std::vector<NamedHash>& hashes) {
    for (const auto& entry : table) {
        hashes.push_back({entry.hash, kind + " '" + original_name(entry.name) + "'"});
    }
}

}  // namespace

std::optional<std::pair<NamedHash, NamedHash>> find_collision(std::vector<NamedHash> hashes) {
    std::sort(hashes.begin(), hashes.end(), [](const NamedHash& a, const NamedHash& b) {
        return std::tie(a.hash, a.name) < std::tie(b.hash, b.name);
    });
    const auto twin = std::adjacent_find(hashes.begin(), hashes.end(), [](const NamedHash& a, const NamedHash& b) {
        return a.hash == b.hash && a.name != b.name;  // twins share a name
    });
    if (twin == hashes.end()) {
        return std::nullopt;
    }
    return std::pair{*twin, *(twin + 1)};
}

void check_hashes(const Expansion& expansion) {
    const Model& model = expansion.model;
    std::vector<NamedHash> hashes;
    add_all(model.nodes, "node", hashes);
    add_all(model.groups, "group", hashes);
    add_all(model.unintended, "unintended", hashes);
    add_all(model.platforms, "platform", hashes);
    add_all(model.platform_defects, "platform_defect", hashes);
    add_all(model.worms, "worm", hashes);
    add_all(model.campaigns, "campaign", hashes);
    add_all(model.sharing_schemes, "sharing", hashes);
    add_all(model.earthquakes, "earthquake", hashes);
    add_all(model.storms, "storm", hashes);
    add_all(model.event_sets, "event set", hashes);
    for (const EventSet& set : model.event_sets) {
        add_all(set.events, "event of set '" + set.name + "'", hashes);
    }
    add_all(model.fragilities, "fragility", hashes);
    add_all(model.given_events, "event", hashes);
    for (const GroupId group : ids_of(model.groups)) {
        for (const StoreId store : model.stores_of(group)) {
            hashes.push_back({model.stores[store].hash,
                              "store " + std::to_string(store.value() - model.groups[group].first_store + 1) +
                                  " of group '" + model.groups[group].name + "'"});
        }
    }
    for (const UnintendedProcess& process : model.unintended_processes) {
        const std::string& source = model.unintended[static_cast<std::size_t>(process.source)].name;
        hashes.push_back(
            {process.hash, "unintended '" + original_name(source) + "' at '" + model.nodes[process.node].name + "'"});
    }
    if (const auto twins = find_collision(std::move(hashes))) {
        const auto& functions = expansion.spec.functions;
        const SourcePosition where{functions.empty() ? "" : functions.begin()->where.file, 0, 0};
        expansion.diagnostics.add(where, twins->first.name + " and " + twins->second.name + " share a hash",
                                  "names are told apart by 64-bit hashes, and these two happen to be equal",
                                  "rename one of the two");
    }
}

}  // namespace hadome
