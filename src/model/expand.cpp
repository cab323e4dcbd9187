#include "model/expand.hpp"

#include "model/expansion.hpp"

namespace hadome {

Model expand(const ModelSpec& spec, Diagnostics& diagnostics) {
    const std::size_t before = diagnostics.items().size();
    Expansion expansion(spec, diagnostics);
    Model& model = expansion.model;
    model.title = spec.title;
    model.label = spec.label;
    model.quantum_bits = spec.quantum_bits;
    model.sectors = spec.sectors;
    model.regions = spec.regions;
    for (const FunctionSpec& function : spec.functions) {
        model.functions.push_back(function.function);
    }
    model.calendars = spec.calendars;
    model.escalations = spec.escalations;
    model.seasons = spec.seasons;
    model.couplings = spec.couplings;
    model.ground_motion = spec.ground_motion;
    model.function_fragilities = spec.function_fragilities;
    model.bases = spec.bases;

    for (const auto step : {expand_nodes, expand_groups, expand_crews, expand_processes, expand_cyber, expand_campaigns,
                            expand_given_events}) {
        step(expansion);
        if (diagnostics.items().size() != before) {
            return std::move(expansion.model);
        }
    }
    check_restart(expansion);
    check_hashes(expansion);
    give_notices(expansion);
    return std::move(expansion.model);
}

}  // namespace hadome
