#pragma once

#include <cstdint>

#include "scenario/give_up.hpp"

namespace hadome {

/// What one scenario may ask of the simulator, in steps: an event, an evaluation of a node or a step of a search, each
/// with the groups and suppliers that it looks at. No work goes uncounted that grows with the scenario or the model.
class WorkBudget {
public:
    explicit WorkBudget(std::int64_t limit) : limit_{limit} {}

    void reset() { spent_ = 0; }
    /// \throws ScenarioGivenUp
    void spend(std::int64_t steps) {
        spent_ += steps;
        if (spent_ > limit_) {
            throw ScenarioGivenUp(GiveUp::too_much_work, "the scenario asks for more work than work_limit");
        }
    }

private:
    std::int64_t limit_;
    std::int64_t spent_ = 0;
};

}  // namespace hadome
