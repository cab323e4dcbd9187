#include "threats/given.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "random/chance.hpp"
#include "threat_model.hpp"
#include "threats/sampler.hpp"

namespace hadome {
namespace {

using namespace testing_models;

constexpr int scenarios = 100'000;

/// Four sigma of a frequency.
double tolerance(double p) {
    return 4.0 * std::sqrt(p * (1.0 - p) / scenarios);
}

/// One function in three regions.
Model three_nodes() {
    Model model;
    const FunctionId power = add_function(model, "power");
    for (const char* name : {"a", "b", "c"}) {
        add_node(model, power, add_region(model, name));
    }
    model.first_exposure.push_back(0);
    return model;
}

GivenEvent event_of(const std::string& name, double low, double high) {
    GivenEvent event;
    event.name = name;
    event.hash = name_hash("event:" + name);
    event.draw = event.hash;
    event.low = chance_word(low);
    event.high = chance_word(high);
    event.certain = low == 0.0 && high == 1.0;
    event.at = 5 * ticks_per_hour;
    event.damages.push_back(outage(2.0, 1.0));
    return event;
}

void hit(GivenEvent& event, std::int32_t node, double chance = 1.0) {
    event.hits.push_back({NodeId{node}, chance_word(chance), 0});
}

/// Calls `look` for the scenario of each number.
template <class Look>
void draw_all(const Model& model, int count, const Look& look) {
    const ScenarioSampler sampler(model, 7, 0, year);
    Scenario scenario;
    for (int number = 0; number < count; ++number) {
        draw_alone(sampler, scenario, number);
        look(scenario);
    }
}

TEST(GivenSampler, ACertainEventHappensAtItsTimeEachTime) {
    Model model = three_nodes();
    GivenEvent event = event_of("flood", 0.0, 1.0);
    event.threat = ThreatClass::disaster;
    hit(event, 0);
    hit(event, 2);
    model.given_events.push_back(event);
    draw_all(model, 1000, [&](const Scenario& scenario) {
        ASSERT_EQ(scenario.events.size(), 1U);
        const Event& drawn = scenario.events[EventId{0}];
        EXPECT_EQ(drawn.kind, SourceKind::given);
        EXPECT_EQ(drawn.threat, ThreatClass::disaster);
        EXPECT_EQ(drawn.source, 0);
        EXPECT_EQ(drawn.onset, 5 * ticks_per_hour);
        EXPECT_EQ(drawn.name, event.hash);
        ASSERT_EQ(scenario.damages.size(), 2U);
        const Damage& damage = scenario.damages[DamageId{1}];
        EXPECT_EQ(damage.node, NodeId{2});
        EXPECT_EQ(damage.onset, 5 * ticks_per_hour);
        EXPECT_EQ(damage.detection, ticks_per_hour);
        EXPECT_EQ(scenario.stages[static_cast<std::size_t>(damage.first_stage)].until, 2 * ticks_per_hour);
    });
}

TEST(GivenSampler, HappensAsOftenAsItsProbabilitySays) {
    Model model = three_nodes();
    GivenEvent event = event_of("flood", 0.0, 0.3);
    hit(event, 0);
    model.given_events.push_back(event);
    GivenEvent other = event_of("fire", 0.0, 0.3);
    hit(other, 1);
    model.given_events.push_back(other);
    int happened = 0;
    int both = 0;
    draw_all(model, scenarios, [&](const Scenario& scenario) {
        const auto of_flood = std::count_if(scenario.events.begin(), scenario.events.end(),
                                            [](const Event& drawn) { return drawn.source == 0; });
        happened += static_cast<int>(of_flood);
        both += scenario.events.size() == 2;
    });
    EXPECT_NEAR(happened / double{scenarios}, 0.3, tolerance(0.3));
    EXPECT_NEAR(both / double{scenarios}, 0.09, tolerance(0.09)) << "each has a draw of its own";
}

TEST(GivenSampler, AtMostOneOfThoseThatShareADraw) {
    Model model = three_nodes();
    const double bounds[] = {0.0, 0.2, 0.7, 0.8};
    for (int i = 0; i < 3; ++i) {
        GivenEvent event = event_of("event " + std::to_string(i), bounds[i], bounds[i + 1]);
        event.draw = name_hash("one_of:alternatives");
        hit(event, i);
        model.given_events.push_back(event);
    }
    std::map<std::int32_t, int> happened;
    draw_all(model, scenarios, [&](const Scenario& scenario) {
        ASSERT_LE(scenario.events.size(), 1U);
        for (const Event& drawn : scenario.events) {
            ++happened[drawn.source];
        }
    });
    EXPECT_NEAR(happened[0] / double{scenarios}, 0.2, tolerance(0.2));
    EXPECT_NEAR(happened[1] / double{scenarios}, 0.5, tolerance(0.5));
    EXPECT_NEAR(happened[2] / double{scenarios}, 0.1, tolerance(0.1));
}

TEST(GivenSampler, StrikesEachNodeByItsOwnChance) {
    Model model = three_nodes();
    GivenEvent event = event_of("flood", 0.0, 1.0);
    hit(event, 0, 0.4);
    hit(event, 1, 0.4);
    hit(event, 2, 0.0);
    model.given_events.push_back(event);
    std::map<NodeId, int> struck;
    int both = 0;
    draw_all(model, scenarios, [&](const Scenario& scenario) {
        for (const Damage& damage : scenario.damages) {
            ++struck[damage.node];
        }
        both += scenario.damages.size() == 2;
        EXPECT_EQ(scenario.events.size(), scenario.damages.empty() ? 0U : 1U);
    });
    EXPECT_NEAR(struck[NodeId{0}] / double{scenarios}, 0.4, tolerance(0.4));
    EXPECT_NEAR(struck[NodeId{1}] / double{scenarios}, 0.4, tolerance(0.4));
    EXPECT_NEAR(both / double{scenarios}, 0.16, tolerance(0.16));
    EXPECT_EQ(struck[NodeId{2}], 0);
}

TEST(GivenSampler, ShakesAsAnEarthquakeOfThatIntensityWithoutResiduals) {
    Model model = three_nodes();
    add_fragility(
        model, FunctionId{0}, "plant",
        {{"slight", 0.2, 0.5, 0.5, Distribution::fixed(10)}, {"broken", 0.6, 0.5, 0.0, Distribution::fixed(50)}});
    GivenEvent event = event_of("quake", 0.0, 1.0);
    event.threat = ThreatClass::disaster;
    event.shakings.push_back({NodeId{0}, FragilityId{0}, std::log(0.3), certain_word});
    event.shakings.push_back({NodeId{1}, FragilityId{0}, std::log(0.3), chance_word(0.5)});
    model.given_events.push_back(event);
    std::map<NodeId, int> hurt;
    int broken = 0;
    draw_all(model, scenarios, [&](const Scenario& scenario) {
        for (const Damage& damage : scenario.damages) {
            ++hurt[damage.node];
            EXPECT_EQ(damage.kind, DamageKind::physical);
            const Stage& stage = scenario.stages[static_cast<std::size_t>(damage.first_stage)];
            broken += damage.node == NodeId{0} && stage.deficit == Fixed::one();
        }
    });
    const auto reached = [](double median) { return 0.5 * std::erfc(-std::log(0.3 / median) / 0.5 / std::sqrt(2.0)); };
    EXPECT_NEAR(hurt[NodeId{0}] / double{scenarios}, reached(0.2), tolerance(reached(0.2)));
    EXPECT_NEAR(broken / double{scenarios}, reached(0.6), tolerance(reached(0.6)));
    EXPECT_NEAR(hurt[NodeId{1}] / double{scenarios}, 0.5 * reached(0.2), tolerance(0.5 * reached(0.2)));
}

TEST(GivenSampler, ManySitesComeBackAlongTheCurveOfTheirState) {
    // HAZUS, substations: a state of sites comes back as the cumulative normal distribution says.
    Model model = three_nodes();
    const FragilityId id = add_fragility(model, FunctionId{0}, "substation",
                                         {{"moderate", 0.2, 0.4, 0.0, {Distribution::Kind::normal, 72.0, 36.0, {}}},
                                          {"complete", 0.5, 0.4, 0.0, {Distribution::Kind::normal, 720.0, 360.0, {}}}},
                                         FragilityClass::Sites::many);
    model.fragilities[id].curve_steps = 1000;
    GivenEvent event = event_of("quake", 0.0, 1.0);
    event.shakings.push_back({NodeId{0}, id, std::log(0.3), certain_word});
    model.given_events.push_back(event);
    const auto normal = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); };
    const double complete = normal(std::log(0.3 / 0.5) / 0.4);
    const double moderate = normal(std::log(0.3 / 0.2) / 0.4) - complete;
    draw_all(model, 2, [&](const Scenario& scenario) {
        ASSERT_EQ(scenario.damages.size(), 1U);
        for (const double hours : {1.0, 24.0, 72.0, 168.0, 720.0, 1400.0}) {
            double lacking = 0.0;
            for (const Stage& stage : scenario.stages) {
                if (ticks_from_hours(hours) < stage.until) {
                    lacking = stage.deficit.to_double();
                    break;
                }
            }
            const double expected =
                moderate * (1.0 - normal((hours - 72.0) / 36.0)) + complete * (1.0 - normal((hours - 720.0) / 360.0));
            EXPECT_NEAR(lacking, expected, 1e-3) << hours;
        }
    });
}

TEST(GivenSampler, HappensWhateverIsDrawn) {
    Model model = three_nodes();
    GivenEvent event = event_of("flood", 0.0, 1.0);
    hit(event, 0);
    model.given_events.push_back(event);
    add_process(model, "error", NodeId{1}, 50.0, outage(1.0));
    Scenario all;
    draw_alone(ScenarioSampler(model, 7, 0, year), all, std::int64_t{3});
    Scenario given;
    draw_alone(ScenarioSampler(model, 7, 0, year, {false, true, true}), given, std::int64_t{3});
    EXPECT_GT(all.events.size(), 10U);
    ASSERT_EQ(given.events.size(), 1U);
    EXPECT_EQ(given.events[EventId{0}].kind, SourceKind::given);
    EXPECT_EQ(all.events.items().back().kind, SourceKind::given);
}

}  // namespace
}  // namespace hadome
