#pragma once

#include <optional>
#include <vector>

#include "core/fixed.hpp"
#include "model/model.hpp"

namespace hadome {

/// Age of an outage: integral of the deficit since the node was last nominal [2^-36 tick].
using OutageAge = Wide;

/// Integral of an escalation's factor over the age of an outage.
class EscalationIntegral {
public:
    explicit EscalationIntegral(const Escalation& escalation);

    /// Exact, whatever steps lie between. [10^-6 x 2^-36 tick] \pre 0 <= from <= until
    Wide between(OutageAge from, OutageAge until) const { return up_to(until) - up_to(from); }
    /// At this age.
    Micro factor(OutageAge age) const { return steps_[step_at(age)].factor; }
    /// The first age greater than `age` from which another step counts.
    std::optional<OutageAge> next_step(OutageAge age) const;

private:
    struct Step {
        OutageAge age = 0;
        Micro factor = micro_one;
        Wide before = 0;  ///< integral up to `age`
    };
    std::size_t step_at(OutageAge age) const;
    Wide up_to(OutageAge age) const;

    std::vector<Step> steps_;
};

}  // namespace hadome
