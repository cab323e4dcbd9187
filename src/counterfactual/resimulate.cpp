#include "counterfactual/resimulate.hpp"

namespace hadome {

Resimulation::Resimulation(const Model& model, Simulator& simulator, Tick starts)
    : model_{model}, simulator_{simulator}, account_{model, starts}, hit_(model.functions.size()) {}

GiveUp Resimulation::value_all(const Scenario& scenario, const std::array<Jpy, headline_count>& baseline) {
    hit_.assign(model_.functions.size(), Hit::no);
    for (const Damage& damage : scenario.damages) {
        hit_[model_.nodes[damage.node].function] = Hit::yes;
    }
    valued_.clear();
    for (const FunctionId function : ids_of(model_.functions)) {
        if (hit_[function] == Hit::no) {
            continue;
        }
        const Journal& journal = simulator_.run(scenario, Treatment{function});
        if (journal.given_up != GiveUp::no) {
            return journal.given_up;
        }
        const std::array<Jpy, headline_count>& total = account_.assess(scenario, journal).total;
        CandidateDelta& one = valued_.emplace_back();
        one.candidate = function.value();
        for (std::size_t h = 0; h < headline_count; ++h) {
            one.delta[h] = baseline[h] - total[h];
        }
    }
    return GiveUp::no;
}

}  // namespace hadome
