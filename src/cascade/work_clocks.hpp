#pragma once

#include <cstdint>
#include <vector>

#include "core/fixed.hpp"
#include "core/time.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// Progress of repair. All work on one kind of damage at one node goes at one speed, so each (node, kind) has one clock
/// that shows the work done since it was set up; a stage is done when the clock reaches its mark. A change of speed
/// moves one event, however many damages are under repair.
class WorkClocks {
public:
    using ClockId = std::int32_t;

    explicit WorkClocks(const Model& model) : clock_of_(model.nodes.size() * damage_kind_count, -1) {}

    void reset();

    /// Work on a damage begins: its stages will be due. The clock's speed is to be set before time goes on.
    ClockId begin(const Scenario& scenario, DamageId id, Tick now);
    /// The clock of a node and kind, or -1 when no work was ever done there.
    ClockId clock(NodeId node, DamageKind kind) const { return clock_of_[place(node, kind)]; }
    NodeId node(ClockId id) const { return clocks_[static_cast<std::size_t>(id)].node; }
    DamageKind kind(ClockId id) const { return clocks_[static_cast<std::size_t>(id)].kind; }
    /// Whether something is under repair.
    bool runs(ClockId id) const { return !clocks_[static_cast<std::size_t>(id)].marks.empty(); }

    /// \return when the next stage is done at this speed if that is not known yet, or `never`
    Tick set_speed(ClockId id, Fixed speed, Tick now);
    /// A time that `set_speed` named has come: calls `done(damage)` for each stage that is done by now.
    template <class Done>
    void ring(ClockId id, Tick now, const Done& done) {
        Clock& clock = clocks_[static_cast<std::size_t>(id)];
        if (now != clock.due) {
            return;  // overtaken by a change of speed
        }
        clock.due = never;
        bring_up(clock, now);
        while (!clock.marks.empty() && clock.marks.front().work <= clock.work) {
            done(take_next(clock));
        }
    }

private:
    struct Mark {
        Wide work = 0;
        DamageId damage;
        /// The top of a heap: the least work, then the first damage. A damage's own marks rise.
        friend bool operator<(const Mark& a, const Mark& b) {
            return a.work > b.work || (a.work == b.work && b.damage < a.damage);
        }
    };
    struct Clock {
        NodeId node;
        DamageKind kind = DamageKind::physical;
        Fixed speed = Fixed::one();
        Wide work = 0;  ///< [2^-36 tick at full speed]
        Tick since = 0;
        Tick due = never;
        std::vector<Mark> marks;
    };
    static std::size_t place(NodeId node, DamageKind kind) {
        return node.offset() * damage_kind_count + static_cast<std::size_t>(kind);
    }
    static void bring_up(Clock& clock, Tick now);
    static DamageId take_next(Clock& clock);

    std::vector<ClockId> clock_of_;  ///< [node * kinds + kind]
    std::vector<Clock> clocks_;      ///< the first in_use_ of them
    std::size_t in_use_ = 0;
};

}  // namespace hadome
