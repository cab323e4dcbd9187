#pragma once

#include <cstddef>

#include "core/name_hash.hpp"
#include "model/hazard.hpp"
#include "random/stream.hpp"
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

    /// A part of the next damage: its own deficit, gone after its own work. A part without deficit is no part.
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

/// Draws what is left and the work of repair of one struck node.
Stage draw_part(const DamageProfile& profile, const ScenarioKey& key, std::uint64_t event, std::uint64_t node);

/// Draws the time to detection at one struck node.
Tick draw_detection(const DamageProfile& profile, const ScenarioKey& key, std::uint64_t event, std::uint64_t node);

/// At least one tick: a stage of no length would not be one. \param hours of work
Tick work_ticks(double hours);

}  // namespace hadome
