#include "threats/event_log.hpp"

#include <algorithm>
#include <string>

#include "core/check.hpp"

namespace hadome {

EventLog::EventLog(Scenario& scenario, const Event& event)
    : scenario_{scenario},
      id_{scenario.events.push_back(event)},
      first_damage_{scenario.damages.size()},
      first_part_{scenario.stages.size()} {}

EventLog::~EventLog() {
    if (scenario_.damages.size() == first_damage_) {
        scenario_.events.resize(id_.offset());
    }
}

void EventLog::add_part(const Stage& part) {
    if (part.deficit > Fixed::zero()) {
        if (scenario_.stages.size() >= max_stages) {
            throw ScenarioGivenUp(GiveUp::too_large, "scenario " + std::to_string(scenario_.number) +
                                                         " holds more than " + std::to_string(max_stages) +
                                                         " stages of damage");
        }
        scenario_.stages.push_back(part);
    }
}

void EventLog::hurt(Damage damage) {
    if (scenario_.stages.size() == first_part_) {
        return;
    }
    stack_parts();
    damage.event = id_;
    damage.first_stage = static_cast<std::int32_t>(first_part_);
    damage.last_stage = static_cast<std::int32_t>(scenario_.stages.size());
    scenario_.damages.push_back(damage);
    first_part_ = scenario_.stages.size();
}

/// Turns parts, each with its own end, into stages: rising ends, and the deficit of all parts that have not ended.
void EventLog::stack_parts() {
    std::vector<Stage>& stages = scenario_.stages;
    const auto first = stages.begin() + static_cast<std::ptrdiff_t>(first_part_);
    std::sort(first, stages.end(), [](const Stage& a, const Stage& b) { return a.until < b.until; });
    auto last = first;
    for (auto part = first + 1; part < stages.end(); ++part) {
        if (part->until == last->until) {
            last->deficit = Fixed::from_raw(last->deficit.raw() + part->deficit.raw());
        } else {
            *++last = *part;
        }
    }
    stages.erase(last + 1, stages.end());
    while (last != first) {
        const std::int64_t rest = last->deficit.raw();
        --last;
        last->deficit = Fixed::from_raw(last->deficit.raw() + rest);
    }
    HADOME_ENSURE(first->deficit <= Fixed::one());
}

}  // namespace hadome
