#include "results/scenario_words.hpp"

#include <sstream>

#include "core/time.hpp"

namespace hadome {
namespace {

std::vector<std::string> drawn_sources(const Model& model, const RunOptions& options) {
    const auto drawn = [&](ThreatClass threat) { return options.drawn[static_cast<std::size_t>(threat)]; };
    std::vector<std::string> kinds;
    if (drawn(ThreatClass::unintended) && !model.unintended.empty()) {
        kinds.emplace_back("unintended");
    }
    if (drawn(ThreatClass::unintended) && !model.platform_defects.empty()) {
        kinds.emplace_back("platform_defect");
    }
    if (drawn(ThreatClass::cyber) && !model.worms.empty()) {
        kinds.emplace_back("worm");
    }
    if (drawn(ThreatClass::cyber) && !model.campaigns.empty()) {
        kinds.emplace_back("campaign");
    }
    if (drawn(ThreatClass::disaster)) {
        if (!model.earthquakes.empty()) {
            kinds.emplace_back("earthquake");
        }
        if (!model.earthquakes.empty() && model.aftershocks.drawn) {
            kinds.emplace_back("aftershock");
        }
        if (!model.tsunamis.empty()) {
            kinds.emplace_back("tsunami");
        }
        if (!model.storms.empty()) {
            kinds.emplace_back("storm");
        }
        if (!model.event_sets.empty()) {
            kinds.emplace_back("event_set");
        }
    }
    return kinds;
}

ScenarioKind kind_of(const Model& model, const RunOptions& options, bool draws) {
    if (!model.given_events.empty()) {
        return draws ? ScenarioKind::given_and_drawn : ScenarioKind::given;
    }
    return options.horizon == ticks_from_hours(hours_per_year) ? ScenarioKind::year : ScenarioKind::period;
}

std::string one_of(ScenarioKind kind, const RunOptions& options) {
    switch (kind) {
        case ScenarioKind::year: return "year";
        case ScenarioKind::period: break;
        case ScenarioKind::given: return "course of the given events";
        case ScenarioKind::given_and_drawn: return "course of the given events and random threats";
    }
    std::ostringstream text;
    text << "period of " << hours_from_ticks(options.horizon) << " h";
    return text.str();
}

}  // namespace

std::string name_of(ScenarioKind kind) {
    switch (kind) {
        case ScenarioKind::year: return "year";
        case ScenarioKind::period: return "period";
        case ScenarioKind::given: return "given";
        case ScenarioKind::given_and_drawn: break;
    }
    return "given_and_drawn";
}

ScenarioWords scenario_words(const Model& model, const RunOptions& options) {
    ScenarioWords words;
    words.drawn_sources = drawn_sources(model, options);
    words.kind = kind_of(model, options, !words.drawn_sources.empty());
    if (words.kind != ScenarioKind::year) {
        words.one = one_of(words.kind, options);
        words.mean_loss = "average loss of a " + words.one;
        words.per = "";
    }
    return words;
}

}  // namespace hadome
