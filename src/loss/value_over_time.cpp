#include "loss/value_over_time.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include "core/check.hpp"

namespace hadome {
namespace {

/// Value, deficit, time and two factors at once do not fit in 128 bits.
using Exact = boost::multiprecision::int256_t;

/// Integral of deficit, calendar and escalation [10^-12 x 2^-36 tick].
Exact priced_time(const CalendarIntegral& calendar, const EscalationIntegral& escalation, Fixed deficit, Tick from,
                  Tick until, OutageAge age) {
    const Wide rate = deficit.raw();
    Exact sum = 0;
    for (Tick since = from; since < until;) {
        Tick end = until;
        if (const std::optional<OutageAge> next = escalation.next_step(age)) {
            const Wide ticks_left = (*next - age + rate - 1) / rate;
            end = ticks_left < until - since ? since + static_cast<Tick>(ticks_left) : until;
        }
        sum += Exact(escalation.factor(age)) * Exact(rate) * Exact(calendar.between(since, end));
        age += rate * (end - since);
        since = end;
    }
    return sum;
}

}  // namespace

ValueOverTime::ValueOverTime(const Model& model, const Function& function, Tick starts) {
    if (function.calendar.valid()) {
        calendar_.emplace(model.calendars[function.calendar], starts);
    }
    if (function.escalation.valid()) {
        escalation_.emplace(model.escalations[function.escalation]);
    }
}

Jpy ValueOverTime::lost(std::int64_t value, Fixed deficit, Tick from, Tick until, OutageAge age) const {
    HADOME_EXPECT(!constant());
    Exact scale = Exact(Fixed::one_raw) * ticks_per_hour * 1000 * micro_one;
    Exact product = value;
    if (calendar_ && escalation_) {
        scale *= micro_one;
        product *= priced_time(*calendar_, *escalation_, deficit, from, until, age);
    } else if (calendar_) {
        product *= Exact(calendar_->between(from, until)) * deficit.raw();
    } else {
        const OutageAge grown = static_cast<Wide>(deficit.raw()) * (until - from);
        product *= Exact(escalation_->between(age, age + grown));
    }
    return static_cast<Jpy>((product + scale / 2) / scale);
}

}  // namespace hadome
