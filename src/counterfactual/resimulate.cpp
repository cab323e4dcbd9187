#include "counterfactual/resimulate.hpp"

namespace hadome {

Resimulation::Resimulation(const Model& model, Simulator& simulator, Tick starts)
    : model_{model}, simulator_{simulator}, account_{model, starts}, hit_(model.functions.size()) {}

GiveUp Resimulation::value_all(const Scenario& scenario, const Journal& journal,
                               const std::array<Jpy, headline_count>& baseline) {
    hit_.assign(model_.functions.size(), Hit::no);
    for (const DamageId id : ids_of(scenario.damages)) {
        if (journal.happened(id)) {
            hit_[model_.nodes[scenario.damages[id].node].function] = Hit::yes;
        }
    }
    valued_.clear();
    for (const FunctionId function : ids_of(model_.functions)) {
        if (hit_[function] == Hit::no) {
            continue;
        }
        const Journal& treated = simulator_.run(scenario, Treatment{function});
        if (treated.given_up != GiveUp::no) {
            return treated.given_up;
        }
        const std::array<Jpy, headline_count>& total = account_.assess(scenario, treated).total;
        CandidateDelta& one = valued_.emplace_back();
        one.candidate = function.value();
        for (std::size_t h = 0; h < headline_count; ++h) {
            one.delta[h] = baseline[h] - total[h];
        }
    }
    return GiveUp::no;
}

}  // namespace hadome
