#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/fixed.hpp"
#include "core/index.hpp"
#include "core/time.hpp"
#include "model/couplings.hpp"
#include "model/ids.hpp"
#include "model/terms.hpp"
#include "random/stream.hpp"

namespace hadome {

using EventId = Index<struct EventTag>;
using DamageId = Index<struct DamageTag>;

/// One thing that happened: an earthquake, a campaign, a failed change. Damages point to it.
struct Event {
    ThreatClass threat = ThreatClass::unintended;
    std::int32_t source = -1;  ///< position in the model's list of that kind of source
    Tick onset = 0;
    double magnitude = 0.0;  ///< of earthquakes, aftershocks and tsunamis
    std::uint64_t name = 0;  ///< hash of (source, candidate number): the same in every run that draws it
    SourceKind kind = SourceKind::unintended;
};

/// One node hurt by one event. Capacity comes back in stages (`Scenario::stages`).
struct Damage {
    NodeId node;
    EventId event;
    DamageKind kind = DamageKind::it;
    Tick onset = 0;
    Tick detection = 0;                ///< onset to start of repair
    bool only_while_degraded = false;  ///< a candidate that happens only if its node lacks something just before
    std::int32_t first_stage = 0;      ///< range in Scenario::stages, at least one
    std::int32_t last_stage = 0;
};

/// While the work done since repair began is less than `until`, the node lacks `deficit` of its capacity.
/// Stages of one damage have rising `until` and falling `deficit`; after the last one the damage is gone. A stage with
/// `until` = never is not mended: it is the last, and no crew stays for it.
struct Stage {
    Tick until = 0;  ///< work in ticks at full speed
    Fixed deficit;
};

/// A time in which a coupling raises rates at one place.
struct RateWindow {
    Coupling coupling = Coupling::disaster_unintended;
    std::int32_t place = -1;  ///< region or sector, as the coupling says; -1: everywhere
    Tick from = 0;
    Tick until = 0;  ///< no longer raised then
    friend bool operator==(const RateWindow&, const RateWindow&) = default;
};

/// The candidate events of one simulated year (or stress test): plain data, knowing neither how it was drawn nor how it
/// spreads. Storage is reused from scenario to scenario.
struct Scenario {
    std::int64_t number = 0;
    ScenarioKey key;  ///< names the scenario's random numbers, for what is decided as it unfolds (failed starts)
    /// Those that hurt at least one node: drawn ones by class, source and candidate number, then given ones.
    IndexVector<EventId, Event> events;
    /// Sorted by (onset, rank of the node's name, kind, event name): a damage's place decides its ties.
    IndexVector<DamageId, Damage> damages;
    std::vector<Stage> stages;
    std::vector<RateWindow> windows;  ///< by coupling, place and time; those of one place do not touch

    void clear() {
        events.clear();
        damages.clear();
        stages.clear();
        windows.clear();
    }
};

}  // namespace hadome
