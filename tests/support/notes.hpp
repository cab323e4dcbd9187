#pragma once

#include <algorithm>

#include "cascade/journal.hpp"
#include "scenario/scenario.hpp"

namespace hadome::test {

/// The notes on damages of a scenario in which every damage has its crew at once and is repaired at full speed, in time
/// order.
inline std::vector<Note> notes_at_full_speed(const Scenario& scenario) {
    std::vector<Note> notes;
    for (const DamageId id : ids_of(scenario.damages)) {
        const Damage& damage = scenario.damages[id];
        const Tick begins = damage.onset + damage.detection;
        notes.push_back({damage.onset, Note::Kind::struck, id.value()});
        notes.push_back({begins, Note::Kind::detected, id.value()});
        notes.push_back({begins, Note::Kind::crew_assigned, id.value()});
        for (std::int32_t stage = damage.first_stage; stage < damage.last_stage; ++stage) {
            const Tick until = scenario.stages[static_cast<std::size_t>(stage)].until;
            if (until < never) {
                const bool last = stage + 1 == damage.last_stage;
                notes.push_back({begins + until, last ? Note::Kind::mended : Note::Kind::stage_mended, id.value()});
            }
        }
    }
    std::stable_sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) { return a.time < b.time; });
    return notes;
}

}  // namespace hadome::test
