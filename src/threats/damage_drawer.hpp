#pragma once

#include <cstdint>
#include <vector>

#include "core/fixed.hpp"
#include "core/time.hpp"
#include "model/hazard.hpp"
#include "random/stream.hpp"
#include "threats/event_log.hpp"

namespace hadome {

/// What changes the work of a repair once it is drawn.
struct Mending {
    double factor = 1.0;   ///< on the work
    Tick longest = never;  ///< what hurts ends then, mended or not, counted from the start of repair

    Tick of(Tick work) const;
};

/// How the lost capacity of many sites comes back along a distribution of time: in equal steps, step k of n (from 1)
/// when the share (k - 1/2) / n of the sites is mended.
class RestorationCurve {
public:
    RestorationCurve() = default;
    /// \param steps 0: not a curve
    RestorationCurve(const Distribution& restoration, std::int32_t steps);

    bool empty() const { return works_.empty(); }
    /// Adds the parts of a damage of `deficit`, which sum to it exactly.
    void add_parts(Fixed deficit, const Mending& mending, EventLog& log) const;

private:
    std::vector<Tick> works_;  ///< by step
};

/// A damage profile made ready for drawing. What is drawn depends on the names of event and node and on the quantity
/// alone, so one quantity does not move another.
class DamageDrawer {
public:
    /// The profile must outlive the drawer.
    explicit DamageDrawer(const DamageProfile& profile);

    DamageKind kind() const { return profile_->kind; }
    /// Onset to start of repair.
    Tick detection(const ScenarioKey& key, std::uint64_t event, std::uint64_t node) const;
    /// Adds the parts of the damage at one struck node; none when all capacity is left.
    void add_parts(const ScenarioKey& key, std::uint64_t event, std::uint64_t node, EventLog& log,
                   const Mending& mending = {}) const;

private:
    void add_staircase(Fixed deficit, double hours, const Mending& mending, EventLog& log) const;

    const DamageProfile* profile_;
    RestorationCurve curve_;
};

/// Work of repair; at least one tick: a stage of no length would not be one. \param hours of work
Tick work_ticks(double hours);

}  // namespace hadome
