#include "batch/summary.hpp"

#include <gmock/gmock.h>

namespace hadome {
namespace {

using ::testing::HasSubstr;

const std::vector<double> levels{0.9};

TailFindings fifty_tails(std::size_t candidates) {
    LossBlock losses;
    for (int k = 0; k < 50; ++k) {
        losses.add(ScenarioLoss{}, {});
    }
    return survey_tails({50, levels, candidates, 0.9}, {&losses, 1});
}

Metrics fifty_without_loss(Tally& tally) {
    for (int k = 0; k < 50; ++k) {
        tally.add(Model{}, Scenario{}, Journal{}, ScenarioLoss{}, {}, {});
    }
    return compute_metrics(tally, fifty_tails(0), levels);
}

TEST(Summary, begins_with_scenarios_given_up_and_is_silent_without_any) {
    Tally tally;
    const Metrics metrics = fifty_without_loss(tally);
    EXPECT_EQ(summary_lines({}, tally, metrics, nullptr, {}).front().find("GIVEN UP"), std::string::npos);
    for (std::int64_t number = 3; number < 15; ++number) {
        tally.give_up(number, number == 3 ? GiveUp::too_large : GiveUp::too_much_work);
    }
    const std::string first = summary_lines({}, tally, metrics, nullptr, {}).front();
    EXPECT_THAT(first, HasSubstr("WARNING: 12 of 62 scenarios were GIVEN UP (1 too large to draw: lower rates or the "
                                 "horizon; 11 for more work than work_limit"));
    EXPECT_THAT(first, HasSubstr("given up: 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ..."));
}

TEST(Summary, says_so_when_every_scenario_was_given_up) {
    Tally tally(TallyShape{});
    tally.give_up(0, GiveUp::too_many_changes);
    const std::vector<std::string> lines = summary_lines({}, tally, Metrics{}, nullptr, {});
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_THAT(lines[0], HasSubstr("WARNING: 1 of 1 scenarios were GIVEN UP"));
}

TEST(Summary, speaks_of_years_only_where_a_scenario_is_one) {
    Model model;
    model.functions.push_back({"grid", {"Grid", "系統"}, SectorId{0}, Law::leontief, Fixed::one()});
    const std::vector<Candidate> candidates{{Candidate::Kind::function, "grid", {"Grid", "系統"}, {}}};
    TallyShape shape;
    shape.candidates = 1;
    Tally tally(shape);
    const Metrics metrics = fifty_without_loss(tally);
    const Ranking ranking = rank_candidates(tally, fifty_tails(1), {0.9});
    const auto said = [&](const ScenarioWords& words) {
        std::string text;
        for (const std::string& line : summary_lines(candidates, tally, metrics, &ranking, words)) {
            text += line + "\n";
        }
        return text;
    };
    RunOptions options;
    options.horizon = ticks_from_hours(hours_per_year);
    const std::string years = said(scenario_words(model, options));
    EXPECT_THAT(years, HasSubstr("annual average loss 0"));
    EXPECT_THAT(years, HasSubstr("average loss of a year avoided if a function were never hit itself"));
    model.given_events.resize(1);
    const std::string courses = said(scenario_words(model, options));
    EXPECT_THAT(courses, HasSubstr("average loss of a course of the given events 0"));
    EXPECT_THAT(courses, HasSubstr("average loss of a course of the given events avoided if a function"));
    EXPECT_THAT(courses, ::testing::Not(::testing::ContainsRegex("year|annual")));
}

}  // namespace
}  // namespace hadome
