#include <algorithm>
#include <set>

#include "model/expansion.hpp"
#include "random/chance.hpp"

namespace hadome {
namespace {

void expand_platforms(Expansion& expansion) {
    Model& model = expansion.model;
    model.platforms = expansion.spec.platforms;
    IndexVector<PlatformId, std::vector<Exposure>> exposures(model.platforms.size());
    for (const PlatformUseSpec& use : expansion.spec.platform_uses) {
        for (const NodeId node : expansion.nodes_of(use.function)) {
            if (holds_in(use.only_in, model.nodes[node].region)) {
                exposures[use.platform].push_back({node, use.exposure, chance_word(use.patched)});
            }
        }
    }
    model.first_exposure.push_back(0);
    for (const PlatformId platform : ids_of(model.platforms)) {
        model.platforms[platform].hash = qualified_hash("platform", model.platforms[platform].name);
        auto& own = exposures[platform];
        std::sort(own.begin(), own.end(), [](const Exposure& a, const Exposure& b) { return a.node < b.node; });
        model.exposures.insert(model.exposures.end(), own.begin(), own.end());
        model.first_exposure.push_back(static_cast<std::int32_t>(model.exposures.size()));
    }
}

/// Those named, and those of sectors named.
std::set<FunctionId> functions_in(const Expansion& expansion, const SharingSpec& spec) {
    std::set<FunctionId> all(spec.functions.begin(), spec.functions.end());
    for (const FunctionId id : ids_of(expansion.model.functions)) {
        const SectorId sector = expansion.model.functions[id].sector;
        if (std::find(spec.sectors.begin(), spec.sectors.end(), sector) != spec.sectors.end()) {
            all.insert(id);
        }
    }
    return all;
}

void expand_sharing(Expansion& expansion) {
    Model& model = expansion.model;
    const auto& specs = expansion.spec.sharing_schemes;
    if (specs.empty()) {
        return;
    }
    IndexVector<FunctionId, std::vector<SharingId>> schemes(model.functions.size());
    for (const SharingSpec& spec : specs) {
        SharingScheme scheme = spec.scheme;
        scheme.hash = qualified_hash("sharing", scheme.name);
        scheme.immunity = chance_word(spec.immunity);
        const SharingId id = model.sharing_schemes.push_back(std::move(scheme));
        for (const FunctionId function : functions_in(expansion, spec)) {
            schemes[function].push_back(id);
        }
    }
    model.first_membership.push_back(0);
    for (const Node& node : model.nodes) {
        const auto& own = schemes[node.function];
        model.memberships.insert(model.memberships.end(), own.begin(), own.end());
        model.first_membership.push_back(static_cast<std::int32_t>(model.memberships.size()));
    }
}

}  // namespace

void expand_cyber(Expansion& expansion) {
    expand_platforms(expansion);
    expansion.model.worms = expansion.spec.worms;
    for (WormSource& worm : expansion.model.worms) {
        worm.hash = qualified_hash("worm", worm.name);
    }
    expand_sharing(expansion);
}

}  // namespace hadome
