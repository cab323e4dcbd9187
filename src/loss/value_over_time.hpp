#pragma once

#include <optional>

#include "loss/calendar_integral.hpp"
#include "loss/escalation_integral.hpp"

namespace hadome {

/// Whole yen.
using Jpy = std::int64_t;

/// How the value of a function's hour changes: with its place in the week (calendar), with the age of the outage
/// (escalation), with both or not at all.
class ValueOverTime {
public:
    ValueOverTime() = default;
    /// \param starts where in the week time 0 falls [since Monday 00:00]
    ValueOverTime(const Model& model, const Function& function, Tick starts);

    bool constant() const { return !calendar_ && !escalation_; }
    /// A segment of one deficit in whole yen, rounded to nearest once. An escalation takes its steps exactly where no
    /// calendar is involved, and otherwise at the first tick at which the age is reached.
    /// \param value [mJPY/h] \param age of the outage at `from`
    Jpy lost(std::int64_t value, Fixed deficit, Tick from, Tick until, OutageAge age) const;

private:
    std::optional<CalendarIntegral> calendar_;
    std::optional<EscalationIntegral> escalation_;
};

}  // namespace hadome
