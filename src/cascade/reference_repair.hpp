#pragma once

#include <functional>

#include "cascade/reference_state.hpp"
#include "cascade/treatment.hpp"

namespace hadome::reference {

/// Damages from onset to repair, the crews that mend them and the work done.
class Repair {
public:
    Repair(const Model& model, const Scenario& scenario, const Treatment& treatment);

    /// Work goes on until `time` at the speeds that held since the last instant.
    void advance(Tick time);
    /// Damages of this instant strike, are dropped, or find their condition unmet.
    /// \param degraded just before this instant
    void strike(const std::function<bool(NodeId)>& degraded);
    /// Free crews go to damages that are detected and wait.
    void assign_crews();
    /// From now on work is done at the speeds of the settled state.
    void set_speeds(const std::function<Fixed(NodeId, DamageKind)>& speed);

    Own own(NodeId node) const;
    std::int64_t dropped() const { return dropped_; }
    /// Candidates whose node was not degraded, rising.
    std::vector<DamageId> unmet() const;
    /// The next onset, detection or end of a stage; `never` if none.
    Tick next_due() const;

private:
    enum class Course { expected, struck, dropped, unmet };
    struct DamageNow {
        Course course = Course::expected;
        bool has_crew = false;  ///< from its assignment on
        Fixed speed;
        Wide done = 0;  ///< work in units of 2^-36 tick at full speed
    };

    bool left_out(const Damage& damage) const { return model_.nodes[damage.node].function == treatment_.never_hit; }
    const Stage* present_stage(DamageId id) const;
    bool active(DamageId id) const;
    bool detected(DamageId id) const;
    bool waiting(DamageId id) const;
    bool in_work(DamageId id) const;
    bool down_by(NodeId node, DamageKind kind) const;
    CrewDuty duty(DamageId id) const;
    std::int32_t busy(CrewPoolId pool) const;
    bool goes_before(DamageId a, DamageId b) const;

    const Model& model_;
    const Scenario& scenario_;
    const Treatment treatment_;
    Tick now_ = -1;
    IndexVector<DamageId, DamageNow> damages_;
    std::int64_t dropped_ = 0;
};

}  // namespace hadome::reference
