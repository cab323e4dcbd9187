#pragma once

#include <span>
#include <vector>

#include "cascade/simulator.hpp"
#include "loss/account.hpp"
#include "loss/loss_block.hpp"

namespace hadome {

/// Values every function as candidate `own` in one scenario, by simulating it again without the hits on that function.
/// Where the function is not hit at all the difference is exactly 0 and nothing is simulated.
class Resimulation {
public:
    /// \param starts where in the week time 0 falls [since Monday 00:00], for calendars
    Resimulation(const Model& model, Simulator& simulator, Tick starts = 0);
    /// \param journal, baseline of the scenario without treatment; the journal is not one that the simulator will write
    /// over \return why the scenario is given up, if a counterfactual asked for too much
    GiveUp value_all(const Scenario& scenario, const Journal& journal, const std::array<Jpy, headline_count>& baseline);
    /// Of the scenario valued last, the candidates simulated again, rising; the others differ by 0.
    std::span<const CandidateDelta> valued() const { return valued_; }

private:
    const Model& model_;
    Simulator& simulator_;
    LossAccount account_;
    enum class Hit : char { no, yes };
    IndexVector<FunctionId, Hit> hit_;
    std::vector<CandidateDelta> valued_;
};

}  // namespace hadome
