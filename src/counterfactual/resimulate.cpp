#include "counterfactual/resimulate.hpp"

namespace hadome {

Resimulation::Resimulation(const Model& model, Simulator& simulator, Tick starts)
    : model_{model},
      simulator_{simulator},
      account_{model, starts},
      hit_(model.functions.size()),
      values_(model.functions.size()) {}

GiveUp Resimulation::value_all(const Scenario& scenario, const std::array<Jpy, headline_count>& baseline,
                               Tally& tally) {
    hit_.assign(model_.functions.size(), Hit::no);
    for (const Damage& damage : scenario.damages) {
        hit_[model_.nodes[damage.node].function] = Hit::yes;
    }
    for (const FunctionId function : ids_of(model_.functions)) {
        values_[function] = {baseline, Tally::Valued::unchanged};
        if (hit_[function] == Hit::yes) {
            const Journal& journal = simulator_.run(scenario, Treatment{function});
            if (journal.given_up != GiveUp::no) {
                return journal.given_up;
            }
            values_[function] = {account_.assess(scenario, journal).total, Tally::Valued::simulated};
        }
    }
    for (const FunctionId function : ids_of(model_.functions)) {
        const Value& value = values_[function];
        tally.add_candidate(function.offset(), scenario.number, baseline, value.total, value.valued);
    }
    return GiveUp::no;
}

}  // namespace hadome
