#pragma once

#include "cascade/simulator.hpp"
#include "loss/account.hpp"
#include "loss/tally.hpp"

namespace hadome {

/// Values every function as candidate `own` in one scenario, by simulating it again without the hits on that function.
/// Where the function is not hit at all the difference is exactly 0 and nothing is simulated.
class Resimulation {
public:
    Resimulation(const Model& model, Simulator& simulator);
    /// \param baseline totals of the scenario without treatment
    void value_all(const Scenario& scenario, const std::array<Jpy, headline_count>& baseline, Tally& tally);

private:
    const Model& model_;
    Simulator& simulator_;
    LossAccount account_;
    enum class Hit : char { no, yes };
    IndexVector<FunctionId, Hit> hit_;
};

}  // namespace hadome
