#include "loss/value_over_time.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <random>

#include "cascade/simulator.hpp"
#include "loss/account.hpp"
#include "support/small_model.hpp"

namespace hadome::test {
namespace {

using boost::multiprecision::cpp_int;

/// Pieces that change every few ticks at the beginning and at the end of the week.
Calendar restless_calendar(std::mt19937_64& generator) {
    Calendar calendar;
    const auto factor = [&] { return static_cast<Micro>(generator() % 4) * 777'777; };
    Tick from = 0;
    for (int k = 0; k < 10; ++k) {
        calendar.pieces.push_back({from, factor()});
        from += 1 + static_cast<Tick>(generator() % 40);
    }
    for (from = ticks_per_week - 200; from < ticks_per_week; from += 1 + static_cast<Tick>(generator() % 60)) {
        calendar.pieces.push_back({from, factor()});
    }
    return calendar;
}

Micro factor_at(const Calendar& calendar, Tick time) {
    Micro factor = 0;
    for (const Calendar::Piece& piece : calendar.pieces) {
        factor = piece.from <= time % ticks_per_week ? piece.factor : factor;
    }
    return factor;
}

Escalation restless_escalation(std::mt19937_64& generator) {
    Escalation escalation;
    Tick age = 0;
    for (int k = 0; k < 5; ++k) {
        escalation.steps.push_back({age, static_cast<Micro>(1 + generator() % 9) * 333'333});
        age += 1 + static_cast<Tick>(generator() % 50);
    }
    return escalation;
}

Micro factor_at(const Escalation& escalation, OutageAge age) {
    Micro factor = 0;
    for (const Escalation::Step& step : escalation.steps) {
        factor = (static_cast<Wide>(step.age) << Fixed::fraction_bits) <= age ? step.factor : factor;
    }
    return factor;
}

TEST(CalendarIntegral, is_the_sum_over_ticks_across_the_end_of_a_week) {
    std::mt19937_64 generator(1);
    for (int k = 0; k < 200; ++k) {
        const Calendar calendar = restless_calendar(generator);
        const Tick starts = ticks_per_week - 300 + static_cast<Tick>(generator() % 400);
        const CalendarIntegral integral(calendar, starts);
        const auto from = static_cast<Tick>(generator() % 500);
        const Tick until = from + static_cast<Tick>(generator() % 500);
        Wide expected = 0;
        for (Tick t = from; t < until; ++t) {
            expected += factor_at(calendar, starts + t);
        }
        EXPECT_TRUE(integral.between(from, until) == expected) << k;
        const Tick later = ticks_per_week * 5000;
        EXPECT_TRUE(integral.between(from + later, until + later) == expected) << k;
    }
}

TEST(CalendarIntegral, of_office_hours_is_forty_hours_a_week) {
    Calendar calendar;
    calendar.pieces = {{0, 0}};
    for (Tick day = 0; day < 5; ++day) {
        calendar.pieces.push_back({(24 * day + 9) * ticks_per_hour, micro_one});
        calendar.pieces.push_back({(24 * day + 17) * ticks_per_hour, 0});
    }
    const CalendarIntegral integral(calendar, 100 * ticks_per_hour);
    EXPECT_TRUE(integral.between(0, 52 * ticks_per_week) == Wide{52 * 40 * ticks_per_hour} * micro_one);
}

TEST(EscalationIntegral, is_the_sum_over_all_steps_of_what_lies_in_each) {
    std::mt19937_64 generator(2);
    for (int k = 0; k < 500; ++k) {
        const Escalation escalation = restless_escalation(generator);
        const EscalationIntegral integral(escalation);
        const auto any_age = [&] { return static_cast<Wide>(generator() % (Wide{300} << Fixed::fraction_bits)); };
        const OutageAge a = any_age();
        const OutageAge b = any_age();
        const OutageAge from = std::min(a, b);
        const OutageAge until = std::max(a, b);
        Wide expected = 0;
        for (std::size_t s = 0; s < escalation.steps.size(); ++s) {
            const OutageAge begin = static_cast<Wide>(escalation.steps[s].age) << Fixed::fraction_bits;
            const OutageAge end = s + 1 < escalation.steps.size()
                                      ? static_cast<Wide>(escalation.steps[s + 1].age) << Fixed::fraction_bits
                                      : until;
            const OutageAge overlap = std::min(end, until) - std::max(begin, from);
            expected += overlap > 0 ? overlap * escalation.steps[s].factor : 0;
        }
        EXPECT_TRUE(integral.between(from, until) == expected) << k;
    }
}

/// A model of one function with what is given.
Model model_of(const Calendar* calendar, const Escalation* escalation) {
    Model model;
    Function function;
    if (calendar != nullptr) {
        function.calendar = model.calendars.push_back(*calendar);
    }
    if (escalation != nullptr) {
        function.escalation = model.escalations.push_back(*escalation);
    }
    model.functions.push_back(function);
    return model;
}

cpp_int rounded(const cpp_int& product, const cpp_int& scale) {
    return (product + scale / 2) / scale;
}

TEST(ValueOverTime, with_both_is_the_sum_over_ticks_with_ages_reached_at_ticks) {
    std::mt19937_64 generator(3);
    const std::int64_t value = 3'000'000'000'000'017;
    for (int k = 0; k < 300; ++k) {
        const Calendar calendar = restless_calendar(generator);
        const Escalation escalation = restless_escalation(generator);
        const Model model = model_of(&calendar, &escalation);
        const Tick starts = ticks_per_week - 150;
        const ValueOverTime worth(model, model.functions[FunctionId{0}], starts);
        const Fixed deficit = Fixed::from_raw(1 + static_cast<std::int64_t>(generator() % Fixed::one_raw));
        const auto from = static_cast<Tick>(generator() % 200);
        const Tick until = from + 1 + static_cast<Tick>(generator() % 400);
        OutageAge age = static_cast<Wide>(generator() % (Wide{100} << Fixed::fraction_bits));
        const OutageAge age_at_start = age;
        cpp_int product = 0;
        for (Tick t = from; t < until; ++t) {
            product += cpp_int(value) * deficit.raw() * factor_at(calendar, starts + t) * factor_at(escalation, age);
            age += deficit.raw();
        }
        const cpp_int scale = cpp_int(Fixed::one_raw) * ticks_per_hour * 1000 * micro_one * micro_one;
        EXPECT_EQ(cpp_int(worth.lost(value, deficit, from, until, age_at_start)), rounded(product, scale)) << k;
    }
}

TEST(ValueOverTime, of_values_that_128_bits_do_not_hold) {
    Calendar calendar;
    calendar.pieces = {{0, 1000 * micro_one}};
    Escalation escalation;
    escalation.steps = {{0, 7 * micro_one}};
    const Model model = model_of(&calendar, &escalation);
    const ValueOverTime worth(model, model.functions[FunctionId{0}], 0);
    const std::int64_t value = 1'000'000'000'000;  // [mJPY/h]
    EXPECT_EQ(worth.lost(value, Fixed::one(), 0, 20'000 * ticks_per_hour, 0), 1'000'000'000LL * 20'000 * 7'000);
}

/// One node, hit as told, with an escalation: x2 from two hours of full deficit on, x5 from three.
Jpy escalated_loss(const std::vector<std::pair<Tick, std::vector<std::pair<Tick, double>>>>& hits) {
    SmallModel builder;
    const NodeId node = builder.node("hospital", 100);
    Model model = builder.build();
    Escalation escalation;
    escalation.steps = {{0, micro_one}, {2 * ticks_per_hour, 2 * micro_one}, {3 * ticks_per_hour, 5 * micro_one}};
    model.functions[model.nodes[node].function].escalation = model.escalations.push_back(escalation);
    Scenario scenario;
    for (const auto& [onset, stages] : hits) {
        add_damage(scenario, node, onset, 0, stages);
    }
    Simulator simulator(model, never);
    return LossAccount(model).assess(scenario, simulator.run(scenario, {})).all();
}

TEST(LossAccount, escalation_counts_deficit_hours_since_the_node_was_last_nominal) {
    const Tick hour = ticks_per_hour;
    EXPECT_EQ(escalated_loss({{0, {{4 * hour, 1.0}}}}), 200 + 200 + 500);
    // Half down for four hours is of age two; then one hour at the double value.
    EXPECT_EQ(escalated_loss({{0, {{4 * hour, 0.5}}}, {4 * hour, {{hour, 1.0}}}}), 200 + 200);
    // A moment of health begins anew.
    EXPECT_EQ(escalated_loss({{0, {{2 * hour, 1.0}}}, {2 * hour + 1, {{hour, 1.0}}}}), 300);
    // Three quarters down, of age two after two hours and forty minutes.
    EXPECT_EQ(escalated_loss({{0, {{3 * hour, 0.75}}}}), 200 + 50);
}

TEST(LossAccount, a_calendar_prices_the_hours_of_the_week_from_where_the_run_starts) {
    SmallModel builder;
    const NodeId node = builder.node("settlement", 1000);
    Model model = builder.build();
    Calendar calendar;
    calendar.pieces = {{0, 0}, {9 * ticks_per_hour, micro_one}, {17 * ticks_per_hour, 0}};
    model.functions[model.nodes[node].function].calendar = model.calendars.push_back(calendar);
    Scenario scenario;
    add_damage(scenario, node, 0, 0, {{10 * ticks_per_hour, 0.5}});
    Simulator simulator(model, never);
    const Journal& journal = simulator.run(scenario, {});
    EXPECT_EQ(LossAccount(model).assess(scenario, journal).all(), 500);                       // 9:00 to 10:00
    EXPECT_EQ(LossAccount(model, 16 * ticks_per_hour).assess(scenario, journal).all(), 500);  // 16:00 to 17:00
    EXPECT_EQ(LossAccount(model, 8 * ticks_per_hour).assess(scenario, journal).all(), 4000);  // eight hours
    EXPECT_EQ(LossAccount(model, 160 * ticks_per_hour).assess(scenario, journal).all(), 0);   // Sunday night
    EXPECT_EQ(LossAccount(model, 167 * ticks_per_hour).assess(scenario, journal).all(), 0);
    EXPECT_EQ(LossAccount(model, 168 * ticks_per_hour - 1).assess(scenario, journal).all(), 500);
}

TEST(LossAccount, what_two_classes_did_together_is_compound) {
    SmallModel builder;
    const NodeId node = builder.node("node", 100);
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, node, 0, 0, {{never, 1.0}});
    Journal journal;
    journal.changes = {{0, node, Fixed::one(), DamageId{0}, false},
                       {ticks_per_hour, node, Fixed::one(), DamageId{0}, true},
                       {3 * ticks_per_hour, node, Fixed::from_double(0.5), DamageId{0}, false},
                       {4 * ticks_per_hour, node, Fixed::zero(), DamageId{}, false}};
    journal.end = 4 * ticks_per_hour;
    LossAccount account(model);
    const ScenarioLoss& loss = account.assess(scenario, journal);
    EXPECT_EQ(loss.all(), 350);
    EXPECT_EQ(loss.compound, 200);
    EXPECT_EQ(account.assess(scenario, Journal{}).compound, 0);
}

}  // namespace
}  // namespace hadome::test
