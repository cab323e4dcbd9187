#pragma once

#include <functional>
#include <span>
#include <vector>

#include "cascade/simulator.hpp"
#include "counterfactual/network_difference.hpp"
#include "loss/account.hpp"
#include "loss/loss_block.hpp"
#include "model/variant.hpp"

namespace hadome {

/// Values every measure in one scenario: the scenario is drawn from the measure's variant of the model under the same
/// random names, and simulated there. Where neither what is drawn nor what it meets differs, the difference is exactly
/// 0 and nothing is simulated.
class MeasureTrials {
public:
    /// Draws the scenario at hand from one of the variants. \throws ScenarioGivenUp
    using Draw = std::function<void(std::size_t variant, Scenario& scenario)>;

    /// Model and variants outlive the trials. \param starts where in the week time 0 falls [since Monday 00:00]
    /// \param first_candidate place of the first measure among the candidates
    MeasureTrials(const Model& model, std::span<const Variant> variants, std::size_t first_candidate, Tick cap,
                  const SimulatorOptions& options, Tick starts);

    /// \param journal, baseline of the scenario without measures
    /// \return why the scenario is given up, if a counterfactual asked for too much
    GiveUp value_all(const Scenario& scenario, const Journal& journal, const ScenarioLoss& baseline, const Draw& draw);
    /// Of the scenario valued last, the measures simulated, rising; the others differ by 0.
    std::span<const CandidateDelta> valued() const { return valued_; }
    /// Of the same measures, by how much they lower what the sectors of their payers lose.
    std::span<const CandidateDelta> inside() const { return inside_; }

private:
    struct Trial {
        const Variant* variant;
        NetworkDifference network;
        Simulator simulator;
        LossAccount account;
    };
    GiveUp value(std::size_t number, const Scenario& scenario, const ScenarioLoss& baseline);

    std::size_t first_candidate_;
    std::vector<Trial> trials_;
    Scenario drawn_;
    std::vector<CandidateDelta> valued_;
    std::vector<CandidateDelta> inside_;
};

}  // namespace hadome
