#include "threats/sampler.hpp"

#include <algorithm>
#include <tuple>

namespace hadome {

ScenarioSampler::ScenarioSampler(const Model& model, std::uint64_t seed, std::uint64_t world, Tick horizon,
                                 const DrawnClasses& drawn)
    : model_{model},
      seed_{seed},
      world_{world},
      unintended_(model, horizon),
      worms_(model, horizon),
      earthquakes_(model, horizon),
      storms_(model, horizon),
      event_sets_(model, horizon),
      given_(model),
      drawn_{drawn} {}

void ScenarioSampler::draw(std::int64_t number, Scenario& scenario) const {
    const ScenarioKey key{seed_, world_, static_cast<std::uint64_t>(number)};
    scenario.clear();
    scenario.number = number;
    scenario.key = key;
    const auto is_drawn = [&](ThreatClass threat) { return drawn_[static_cast<std::size_t>(threat)]; };
    if (is_drawn(ThreatClass::unintended)) {
        unintended_.draw(key, scenario);
    }
    if (is_drawn(ThreatClass::cyber)) {
        worms_.draw(key, scenario);
    }
    if (is_drawn(ThreatClass::disaster)) {
        earthquakes_.draw(key, scenario);
        storms_.draw(key, scenario);
        event_sets_.draw(key, scenario);
    }
    given_.draw(key, scenario);

    // Two damages may agree in all but the fragility class; within an event those were made in the order of the
    // classes' names, and so were their stages.
    const auto place = [&](const Damage& damage) {
        return std::tuple(damage.onset, model_.nodes[damage.node].rank, damage.kind, scenario.events[damage.event].name,
                          damage.first_stage);
    };
    std::sort(scenario.damages.begin(), scenario.damages.end(),
              [&](const Damage& a, const Damage& b) { return place(a) < place(b); });
}

}  // namespace hadome
