#include "counterfactual/measure_trials.hpp"

#include "counterfactual/same_fate.hpp"

namespace hadome {

MeasureTrials::MeasureTrials(const Model& model, std::span<const Variant> variants, std::size_t first_candidate,
                             Tick cap, const SimulatorOptions& options, Tick starts)
    : first_candidate_{first_candidate} {
    for (const Variant& variant : variants) {
        trials_.push_back({&variant, NetworkDifference(model, variant.model), Simulator(variant.model, cap, options),
                           LossAccount(variant.model, starts)});
    }
}

GiveUp MeasureTrials::value_all(const Scenario& scenario, const Journal& journal, const ScenarioLoss& baseline,
                                const Draw& draw) {
    valued_.clear();
    inside_.clear();
    for (std::size_t number = 0; number < trials_.size(); ++number) {
        const Trial& trial = trials_[number];
        const Scenario* met = &scenario;
        if (trial.variant->draws == Variant::Draws::other) {
            try {
                draw(number, drawn_);
            } catch (const ScenarioGivenUp& too_large) {
                return too_large.reason();
            }
            met = same_fate(scenario, drawn_) ? &scenario : &drawn_;
        }
        if (met == &scenario && !trial.network.may_matter(scenario, journal)) {
            continue;
        }
        if (const GiveUp reason = value(number, *met, baseline); reason != GiveUp::no) {
            return reason;
        }
    }
    return GiveUp::no;
}

GiveUp MeasureTrials::value(std::size_t number, const Scenario& scenario, const ScenarioLoss& baseline) {
    Trial& trial = trials_[number];
    const Journal& journal = trial.simulator.run(scenario, Treatment{});
    if (journal.given_up != GiveUp::no) {
        return journal.given_up;
    }
    const ScenarioLoss& loss = trial.account.assess(scenario, journal);
    CandidateDelta& one = valued_.emplace_back();
    one.candidate = static_cast<std::int64_t>(first_candidate_ + number);
    for (std::size_t h = 0; h < headline_count; ++h) {
        one.delta[h] = baseline.total[h] - loss.total[h];
    }
    inside_.push_back({one.candidate, inside_delta(baseline, loss, trial.variant->measure.payer_sectors)});
    return GiveUp::no;
}

}  // namespace hadome
