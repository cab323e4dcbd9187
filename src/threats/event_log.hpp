#pragma once

#include <cstddef>

#include "scenario/give_up.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// Adds one event and what it hurts to a scenario. An event that hurt no node is taken back when its log ends, so that
/// counts of events are of those that mattered.
class EventLog {
public:
    EventLog(Scenario& scenario, const Event& event);
    ~EventLog();
    EventLog(const EventLog&) = delete;
    EventLog& operator=(const EventLog&) = delete;

    const Event& event() const { return scenario_.events[id_]; }

    /// Stages that one scenario may hold: some 300 MB, and far from the end of 32-bit indices.
    static constexpr std::size_t max_stages = 20'000'000;

    /// A part of the next damage: its own deficit, gone after its own work. A part without deficit is no part.
    /// \throws ScenarioGivenUp when the scenario holds `max_stages` already
    void add_part(const Stage& part);
    /// Adds a damage made of the parts given since the last one; none without parts.
    void hurt(Damage damage);

private:
    void stack_parts();

    Scenario& scenario_;
    EventId id_;
    std::size_t first_damage_;
    std::size_t first_part_;
};

}  // namespace hadome
