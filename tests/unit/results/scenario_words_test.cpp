#include "results/scenario_words.hpp"

#include <gmock/gmock.h>

#include "core/time.hpp"

namespace hadome {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A model with sources of two classes of threats.
Model threatened() {
    Model model;
    model.unintended.resize(1);
    model.earthquakes.resize(1);
    return model;
}

RunOptions over(double hours) {
    RunOptions options;
    options.horizon = ticks_from_hours(hours);
    return options;
}

TEST(ScenarioWords, speak_of_a_year_only_where_threats_are_drawn_over_one) {
    const ScenarioWords year = scenario_words(threatened(), over(hours_per_year));
    EXPECT_EQ(year.kind, ScenarioKind::year);
    EXPECT_EQ(year.mean_loss, "annual average loss");
    EXPECT_EQ(year.averaged("JPY"), "JPY/yr");
    EXPECT_THAT(year.drawn_sources, ElementsAre("unintended", "earthquake"));

    const ScenarioWords quarter = scenario_words(threatened(), over(2160.0));
    EXPECT_EQ(quarter.kind, ScenarioKind::period);
    EXPECT_EQ(quarter.mean_loss, "average loss of a period of 2160 h");
    EXPECT_EQ(quarter.averaged("JPY"), "JPY");
}

TEST(ScenarioWords, tell_given_events_alone_from_those_beside_random_threats) {
    Model model = threatened();
    model.given_events.resize(2);
    RunOptions options = over(hours_per_year);
    EXPECT_EQ(scenario_words(model, options).kind, ScenarioKind::given_and_drawn);
    options.drawn = {true, false, false};
    EXPECT_THAT(scenario_words(model, options).drawn_sources, ElementsAre("unintended"));
    // A class without a source draws nothing.
    options.drawn = {false, true, false};
    EXPECT_EQ(scenario_words(model, options).kind, ScenarioKind::given);
    options.drawn = {false, false, false};
    const ScenarioWords given = scenario_words(model, options);
    EXPECT_EQ(given.kind, ScenarioKind::given);
    EXPECT_EQ(given.mean_loss, "average loss of a course of the given events");
    EXPECT_EQ(given.averaged("1"), "1");
    EXPECT_THAT(given.drawn_sources, IsEmpty());
}

}  // namespace
}  // namespace hadome
