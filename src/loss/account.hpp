#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "cascade/journal.hpp"
#include "loss/value_over_time.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// The two headlines of every ranking: losses whose root damage is to IT or OT (the mandate of information security
/// policy), and all.
enum class Headline { it_caused, all_causes };
inline constexpr int headline_count = 2;

/// One piece of loss: what one node lost to one root damage between two changes, rounded once to whole yen.
struct LossPart {
    NodeId affected;
    DamageId cause;
    Jpy loss = 0;
};

/// What one scenario cost. Every split is a sum over the same parts, so each adds up to the total exactly.
struct ScenarioLoss {
    std::array<Jpy, headline_count> total{};
    IndexVector<SectorId, Jpy> by_sector;             ///< affected
    IndexVector<SectorId, Jpy> it_by_sector;          ///< affected, of the IT-caused total
    std::array<Jpy, threat_class_count> by_threat{};  ///< root
    std::array<Jpy, damage_kind_count> by_kind{};     ///< root
    Jpy largest_event = 0;                            ///< the most that one event caused
    Jpy compound = 0;             ///< while damages of two or more threat classes contributed to the deficit
    std::vector<LossPart> parts;  ///< each piece, rounded once; the splits above sum over these

    Jpy all() const { return total[static_cast<std::size_t>(Headline::all_causes)]; }
};

/// By how much a candidate lowers what one scenario costs the sectors of those who pay for it.
std::array<Jpy, headline_count> inside_delta(const ScenarioLoss& baseline, const ScenarioLoss& counterfactual,
                                             std::span<const SectorId> payers);

/// What one scenario did to one node.
struct NodeOutage {
    NodeId node;
    Wide deficit_ticks = 0;     ///< integral of inoperability over time [2^-36 tick]
    std::int64_t episodes = 0;  ///< times it left nominal
    bool unfinished = false;    ///< not nominal when the simulation ended
};

/// One node that lost something to an event without being hit by it.
struct Reach {
    EventId event;
    NodeId node;
    friend auto operator<=>(const Reach&, const Reach&) = default;
};

/// Turns journals into losses. Keeps scratch memory; one per thread.
class LossAccount {
public:
    /// \param starts where in the week time 0 falls [since Monday 00:00], for calendars
    explicit LossAccount(const Model& model, Tick starts = 0);

    /// Loss of every node: the integral of value x calendar x escalation x inoperability, piece by piece. A piece ends
    /// where the inoperability, the cause or the compound flag of its node changes.
    /// \pre the journal was not given up
    /// The references stay good until the next call.
    const ScenarioLoss& assess(const Scenario& scenario, const Journal& journal);
    /// Outages of the scenario assessed last, by node touched.
    const std::vector<NodeOutage>& outages() const { return outages_; }
    /// How far the events of the scenario assessed last spread: each node that had a damage of the event as its root
    /// cause and was not hit by the event, once, in order. Worked out when asked for: counterfactuals do not need it.
    const std::vector<Reach>& reached(const Scenario& scenario, const Journal& journal);

private:
    struct Open {
        Tick since = 0;
        Fixed deficit;
        DamageId cause;
        std::int32_t outage = -1;  ///< position in outages_, -1 = not touched yet
        bool compound = false;
    };
    void close_segment(const Scenario& scenario, NodeId node, const Open& open, Tick until);
    Jpy lost_in(NodeId node, const Open& open, Tick until);

    const Model& model_;
    IndexVector<FunctionId, ValueOverTime> values_;
    ScenarioLoss loss_;
    std::vector<NodeOutage> outages_;
    std::vector<Reach> reached_;
    std::vector<Reach> hit_;          ///< scratch
    IndexVector<NodeId, Open> open_;  ///< the segment that runs at each node
    /// At the beginning of that segment, at nodes whose value changes over time; empty when there are none.
    IndexVector<NodeId, OutageAge> ages_;
    std::vector<Jpy> by_event_;  ///< [event]
};

}  // namespace hadome
