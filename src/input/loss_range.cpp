#include "input/loss_range.hpp"

#include <algorithm>
#include <cmath>

#include "core/fixed.hpp"
#include "core/time.hpp"
#include "input/units.hpp"

namespace hadome {

namespace {

double largest_factor(const Calendar& calendar) {
    Micro largest = 0;
    for (const Calendar::Piece& piece : calendar.pieces) {
        largest = std::max(largest, piece.factor);
    }
    return static_cast<double>(largest) / micro_one;
}

double largest_factor(const Escalation& escalation) {
    Micro largest = 0;
    for (const Escalation::Step& step : escalation.steps) {
        largest = std::max(largest, step.factor);
    }
    return static_cast<double>(largest) / micro_one;
}

/// The most that an hour of a node can cost, at its dearest hour and age [JPY/h].
double dearest_hour(const Model& model, const Node& node) {
    const Function& function = model.functions[node.function];
    return static_cast<double>(node.value) / 1000.0 *
           (function.calendar.valid() ? largest_factor(model.calendars[function.calendar]) : 1.0) *
           (function.escalation.valid() ? largest_factor(model.escalations[function.escalation]) : 1.0);
}

}  // namespace

void check_loss_range(const ModelSpec& spec, const Model& model, const RunOptions& options, Diagnostics& diagnostics) {
    const double most_of_segment = std::ldexp(1.0, 126) / (1000.0 * Fixed::one_raw * ticks_per_hour);  // about 3e17 JPY
    double value = 0.0;                                                                                // [JPY/h]
    IndexVector<FunctionId, double> by_function(model.functions.size());
    for (const Node& node : model.nodes) {
        value += dearest_hour(model, node);
        by_function[node.function] += dearest_hour(model, node);
    }
    const auto hours = [](Tick ticks) { return static_cast<double>(ticks) / static_cast<double>(ticks_per_hour); };
    const double longest = hours(options.cap());
    // Squares of sixfold Shapley values are added up too.
    const double multiple = options.attribution == Attribution::none ? 1.0 : 6.0;
    const double most_of_year =
        std::sqrt(std::ldexp(1.0, 126) / static_cast<double>(std::max<std::int64_t>(options.scenarios, 1))) / multiple;
    if (value * longest <= most_of_segment && value * hours(options.horizon) <= most_of_year) {
        return;
    }
    FunctionId dearest{0};
    for (const FunctionId id : ids_of(by_function)) {
        dearest = by_function[id] > by_function[dearest] ? id : dearest;
    }
    diagnostics.add(
        spec.functions[dearest].where, "losses could be too large to be added up exactly",
        "all functions together lose " + format_number(value) +
            " JPY/h (at the largest factors of calendars and escalations), for up to " + format_number(longest) +
            " h in each of " + std::to_string(options.scenarios) + " scenarios",
        "lower the values or factors (this is the dearest function), or shorten horizon, run_off or scenarios");
}

}  // namespace hadome
