#pragma once

#include <set>
#include <tuple>
#include <vector>

#include "core/index.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// Who waits for a crew and who has one. Crews are never taken away again; a pool gives those that are free to the most
/// urgent.
class Crews {
public:
    explicit Crews(const Model& model) : model_{model}, pools_(model.crew_pools.size()) { reset(); }

    void reset() {
        for (const CrewPoolId id : ids_of(pools_)) {
            pools_[id].free = model_.crew_pools[id].crews;
            pools_[id].waiting.clear();
        }
        ready_.clear();
        news_ = false;
    }
    /// A damage is known and asks for a crew.
    void request(const Scenario& scenario, DamageId id, Tick now) {
        const Damage& damage = scenario.damages[id];
        const CrewDuty duty = model_.crew_duty(damage.node, damage.kind);
        news_ = true;
        if (!duty.pool.valid()) {
            ready_.push_back(id);
            return;
        }
        pools_[duty.pool].waiting.insert(
            {-duty.urgency, now, damage.onset, model_.nodes[damage.node].rank, damage.kind, id});
    }
    /// The work on a damage is done; its crew is free.
    void release(const Damage& damage) {
        const CrewDuty duty = model_.crew_duty(damage.node, damage.kind);
        if (duty.pool.valid()) {
            ++pools_[duty.pool].free;
            news_ = true;
        }
    }
    /// Gives out crews. \param begin called with each damage whose work begins
    template <class Begin>
    void assign(const Begin& begin) {
        if (!news_) {
            return;
        }
        news_ = false;
        for (Pool& pool : pools_) {
            while (pool.free > 0 && !pool.waiting.empty()) {
                --pool.free;
                ready_.push_back(std::get<DamageId>(*pool.waiting.begin()));
                pool.waiting.erase(pool.waiting.begin());
            }
        }
        for (const DamageId id : ready_) {
            begin(id);
        }
        ready_.clear();
    }

private:
    /// In order: urgency (negative), detection, onset, rank of the node's name, kind.
    using Place = std::tuple<std::int64_t, Tick, Tick, std::int32_t, DamageKind, DamageId>;
    struct Pool {
        std::int32_t free = 0;
        std::set<Place> waiting;
    };
    const Model& model_;
    IndexVector<CrewPoolId, Pool> pools_;
    std::vector<DamageId> ready_;
    bool news_ = false;  ///< somebody asked or a crew became free since the last assignment
};

}  // namespace hadome
