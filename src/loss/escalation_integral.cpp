#include "loss/escalation_integral.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace hadome {

EscalationIntegral::EscalationIntegral(const Escalation& escalation) {
    HADOME_EXPECT(!escalation.steps.empty() && escalation.steps.front().age == 0);
    for (const Escalation::Step& step : escalation.steps) {
        const OutageAge age = static_cast<Wide>(step.age) << Fixed::fraction_bits;
        steps_.push_back({age, step.factor, steps_.empty() ? 0 : up_to(age)});
    }
}

std::size_t EscalationIntegral::step_at(OutageAge age) const {
    const auto next =
        std::upper_bound(steps_.begin(), steps_.end(), age, [](OutageAge a, const Step& step) { return a < step.age; });
    return static_cast<std::size_t>(next - steps_.begin()) - 1;
}

std::optional<OutageAge> EscalationIntegral::next_step(OutageAge age) const {
    const std::size_t next = step_at(age) + 1;
    return next < steps_.size() ? std::optional(steps_[next].age) : std::nullopt;
}

Wide EscalationIntegral::up_to(OutageAge age) const {
    const Step& step = steps_[step_at(age)];
    return step.before + step.factor * (age - step.age);
}

}  // namespace hadome
