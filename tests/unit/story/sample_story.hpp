#pragma once

#include "cascade/simulator.hpp"
#include "loss/account.hpp"
#include "story/render.hpp"
#include "support/small_model.hpp"

namespace hadome::test {

/// A model and a scenario, simulated and told.
struct SampleStory {
    Model model;
    Scenario scenario;
    Journal journal;
    ScenarioLoss loss;
    std::vector<NodeOutage> outages;
    std::vector<Reach> reached;

    SampleStory(Model a_model, Scenario a_scenario, Tick cap = never)
        : model{std::move(a_model)}, scenario{std::move(a_scenario)} {
        SimulatorOptions options;
        options.keep_notes = true;
        journal = Simulator(model, cap, options).run(scenario, {});
        LossAccount account(model);
        loss = account.assess(scenario, journal);
        outages = account.outages();
        reached = account.reached(scenario, journal);
    }

    StorySource source() const { return {model, scenario, journal, loss, outages, reached}; }
    Story story() const { return build_story(source()); }
    std::string text(Language language = Language::en, const TellingOptions& options = {}) const {
        const Words words(model, scenario, language);
        const Story all = story();
        return story_as_text(source(), all, tell_story(all, words, options), words);
    }
};

/// An earthquake takes the power of Niigata for ten hours; a battery of three hours keeps mobile access for a while,
/// and households need mobile access.
inline SampleStory blackout() {
    SmallModel builder;
    const NodeId power = builder.node("power", 10'000);
    const NodeId mobile = builder.node("mobile");
    const NodeId homes = builder.node("homes", 1'000'000);
    builder.stores(builder.group(mobile, Combine::mean, {{power}}), {{3 * ticks_per_hour}});
    builder.group(homes, Combine::mean, {{mobile}}, 0.5);
    Model model = builder.build();
    model.regions[RegionId{0}].name = "niigata";
    model.regions[RegionId{0}].label = {"Niigata", "新潟県"};
    model.functions[model.nodes[power].function].label = {"Power distribution", "配電"};
    model.functions[model.nodes[mobile].function].label = {"Mobile access", "携帯基地局"};
    model.functions[model.nodes[homes].function].label = {"Homes", "家庭"};
    EarthquakeSource source;
    source.name = "fault";
    source.label = {"Central fault", "中央断層"};
    model.earthquakes.push_back(source);

    Scenario scenario;
    scenario.number = 7;
    add_damage(scenario, power, 24 * ticks_per_hour, ticks_per_hour, {{9 * ticks_per_hour, 1.0}}, ThreatClass::disaster,
               DamageKind::physical);
    Event& event = scenario.events[EventId{0}];
    event.kind = SourceKind::earthquake;
    event.source = 0;
    event.magnitude = 6.8;
    return {std::move(model), std::move(scenario)};
}

}  // namespace hadome::test
