#include "model/expand.hpp"

#include <algorithm>
#include <vector>

#include "model/expansion.hpp"

namespace hadome {
namespace {

struct Step {
    SpecPart part;
    std::vector<SpecPart> needs;
    void (*run)(Expansion&);
};

/// In an order in which each comes after what it builds on.
const std::vector<Step>& steps() {
    static const std::vector<Step> all{
        {SpecPart::places, {}, expand_nodes},
        {SpecPart::network, {SpecPart::places}, expand_groups},
        {SpecPart::crews, {SpecPart::network}, expand_crews},
        {SpecPart::causes, {SpecPart::places}, expand_causes},
        {SpecPart::rest, {SpecPart::places}, expand_disasters},
        {SpecPart::fragilities, {SpecPart::places}, expand_fragilities},
        {SpecPart::platforms, {SpecPart::places}, expand_cyber},
        {SpecPart::campaigns, {SpecPart::platforms}, expand_campaigns},
        {SpecPart::given_events, {SpecPart::platforms, SpecPart::fragilities}, expand_given_events},
    };
    return all;
}

}  // namespace

Model expand(const ModelSpec& spec, Diagnostics& diagnostics, SpecParts good) {
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
    model.bases = spec.bases;

    for (const Step& step : steps()) {
        const std::size_t before = diagnostics.items().size();
        if (good.has(step.part) &&
            std::all_of(step.needs.begin(), step.needs.end(), [&](SpecPart part) { return good.has(part); })) {
            step.run(expansion);
        } else {
            good.leave_out(step.part);
        }
        if (diagnostics.items().size() != before) {
            good.leave_out(step.part);
        }
    }
    if (good.has(SpecPart::network) && good.has(SpecPart::crews)) {
        check_restart(expansion);
    }
    if (good.all()) {
        check_hashes(expansion);
        give_notices(expansion);
    }
    return std::move(expansion.model);
}

}  // namespace hadome
