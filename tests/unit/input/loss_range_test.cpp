#include "input/loss_range.hpp"

#include <gmock/gmock.h>

namespace hadome {
namespace {

/// A function worth so much an hour, for a year in each of 1 000 scenarios, with the factors given.
std::string refusal(double yen_an_hour, Micro calendar_factor, Micro escalation_factor) {
    Model model;
    Function function;
    Calendar calendar;
    calendar.pieces = {{0, 0}, {ticks_per_hour, calendar_factor}, {2 * ticks_per_hour, micro_one}};
    function.calendar = model.calendars.push_back(calendar);
    Escalation escalation;
    escalation.steps = {{0, micro_one}, {ticks_per_hour, escalation_factor}};
    function.escalation = model.escalations.push_back(escalation);
    Node node;
    node.function = model.functions.push_back(function);
    node.value = static_cast<std::int64_t>(yen_an_hour * 1000.0);
    model.nodes.push_back(node);
    ModelSpec spec;
    spec.functions.push_back({});
    RunOptions options;
    options.scenarios = 1000;
    options.horizon = 8760 * ticks_per_hour;
    options.run_off = options.horizon;
    Diagnostics diagnostics;
    check_loss_range(spec, model, options, diagnostics);
    return diagnostics.empty() ? "" : diagnostics.items().front().text();
}

TEST(LossRange, takes_the_largest_factors_into_account) {
    EXPECT_EQ(refusal(1e12, micro_one, micro_one), "");
    EXPECT_EQ(refusal(1e9, 100 * micro_one, 10 * micro_one), "");
    EXPECT_THAT(refusal(1e12, 100 * micro_one, micro_one), ::testing::HasSubstr("too large to be added up"));
    EXPECT_THAT(refusal(1e12, micro_one, 100 * micro_one), ::testing::HasSubstr("too large to be added up"));
    EXPECT_THAT(refusal(1e11, 20 * micro_one, 20 * micro_one), ::testing::HasSubstr("factors of calendars"));
}

}  // namespace
}  // namespace hadome
