#include "input/loss_range.hpp"

#include <algorithm>
#include <cmath>

#include "core/fixed.hpp"
#include "core/time.hpp"
#include "input/units.hpp"

namespace hadome {

namespace {

/// What an hour of the function can be worth at most, over its value.
double largest_factor(const Model& model, FunctionId id) {
    const Function& function = model.functions[id];
    Micro by_week = micro_one;
    if (function.calendar.valid()) {
        by_week = 0;
        for (const Calendar::Piece& piece : model.calendars[function.calendar].pieces) {
            by_week = std::max(by_week, piece.factor);
        }
    }
    Micro by_age = micro_one;
    if (function.escalation.valid()) {
        for (const Escalation::Step& step : model.escalations[function.escalation].steps) {
            by_age = std::max(by_age, step.factor);
        }
    }
    return static_cast<double>(by_week) / micro_one * (static_cast<double>(by_age) / micro_one);
}

}  // namespace

void check_loss_range(const ModelSpec& spec, const Model& model, const RunOptions& options, Diagnostics& diagnostics) {
    const double most_of_segment = std::ldexp(1.0, 126) / (1000.0 * Fixed::one_raw * ticks_per_hour);  // about 3e17 JPY
    double value = 0.0;                                                                                // [JPY/h]
    IndexVector<FunctionId, double> by_function(model.functions.size());
    for (const Node& node : model.nodes) {
        const double most = static_cast<double>(node.value) / 1000.0 * largest_factor(model, node.function);
        value += most;
        by_function[node.function] += most;
    }
    const auto hours = [](Tick ticks) { return static_cast<double>(ticks) / static_cast<double>(ticks_per_hour); };
    const double longest = hours(options.cap());
    const double most_of_year =
        std::sqrt(std::ldexp(1.0, 126) / static_cast<double>(std::max<std::int64_t>(options.scenarios, 1)));
    if (value * longest <= most_of_segment && value * hours(options.horizon) <= most_of_year) {
        return;
    }
    FunctionId dearest{0};
    for (const FunctionId id : ids_of(by_function)) {
        dearest = by_function[id] > by_function[dearest] ? id : dearest;
    }
    diagnostics.add(spec.functions[dearest].where, "losses could be too large to be added up exactly",
                    "all functions together lose " + format_number(value) + " JPY/h, for up to " +
                        format_number(longest) + " h in each of " + std::to_string(options.scenarios) + " scenarios",
                    "lower the values (this is the dearest function), or shorten horizon, run_off or scenarios");
}

}  // namespace hadome
