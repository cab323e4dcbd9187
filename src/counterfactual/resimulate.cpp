#include "counterfactual/resimulate.hpp"

namespace hadome {

Resimulation::Resimulation(const Model& model, Simulator& simulator)
    : model_{model}, simulator_{simulator}, account_{model}, hit_(model.functions.size()) {}

void Resimulation::value_all(const Scenario& scenario, const std::array<Jpy, headline_count>& baseline, Tally& tally) {
    hit_.assign(model_.functions.size(), Hit::no);
    for (const Damage& damage : scenario.damages) {
        hit_[model_.nodes[damage.node].function] = Hit::yes;
    }
    for (const FunctionId function : ids_of(model_.functions)) {
        if (hit_[function] == Hit::no) {
            tally.add_candidate(function.offset(), scenario.number, baseline, baseline, Tally::Valued::unchanged);
            continue;
        }
        const Journal& journal = simulator_.run(scenario, Treatment{function});
        const ScenarioLoss& loss = account_.assess(scenario, journal);
        tally.add_candidate(function.offset(), scenario.number, baseline, loss.total, Tally::Valued::simulated);
    }
}

}  // namespace hadome
