#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/name_hash.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"
#include "support/draft.hpp"

namespace hadome::test {

/// How a group takes part; what is left out is as in a group that only needs its suppliers.
struct GroupOptions {
    double strength = 1.0;
    Tick lag = 0;
    GroupRole role = GroupRole::operation;
    std::vector<DamageKind> repairs = {};  ///< role `repair`: kinds whose mending needs the group
    std::string name = {};                 ///< after `consumer<-`; empty: a number
};

struct StoreOptions {
    Tick capacity = 1;
    Tick refill = 0;
    GroupId refilled_by = {};  ///< a group of role `refill` of the same consumer
    double start_failure = 0.0;
};

/// Builds small models by hand: one sector, one region, a function a node.
class SmallModel {
public:
    SmallModel() : SmallModel(36) {}
    explicit SmallModel(int quantum_bits);

    /// \param value loss while fully down [JPY/h]
    NodeId node(const std::string& name, std::int64_t value = 0, Law law = Law::leontief, double threshold = 1.0);
    void black_start(NodeId node);
    void ignore_while_down(NodeId node);
    void min_speed(NodeId node, double speed);

    struct Part {
        NodeId node;
        double share = 1.0;
        ClaimId claim = {};
    };
    GroupId group(NodeId consumer, Combine combine, const std::vector<Part>& suppliers, double strength = 1.0);
    GroupId group(NodeId consumer, Combine combine, const std::vector<Part>& suppliers, const GroupOptions& options);
    /// The group made last becomes k-of-n.
    void k_of_n(std::int32_t k, double theta);
    /// A chain of stores for a group, in the order of their use.
    void stores(GroupId group, const std::vector<StoreOptions>& chain);
    /// Every site of the consumer has its own chain.
    void stores_per_site(GroupId group, const std::vector<StoreOptions>& chain);
    ClaimId claim(double higher, double share);

    CrewPoolId pool(const std::string& name, std::int32_t crews, CrewPolicy policy = CrewPolicy::fifo);
    void duty(NodeId node, DamageKind kind, CrewPoolId pool, std::int64_t urgency = 0);

    /// Lays out the network. Groups may get other indices; names do not change.
    Model build();
    /// Where a group of the builder is in the model that was built last.
    GroupId built(GroupId group) const { return places_[group.offset()]; }

private:
    struct Duty {
        NodeId node;
        DamageKind kind;
        CrewDuty duty;
    };
    Function& function_of(NodeId node) { return model_.functions[model_.nodes[node].function]; }

    Model model_;
    std::vector<Draft> drafts_;
    std::vector<Duty> duties_;
    std::vector<GroupId> places_;
};

/// Adds one event with one damage in stages (until [ticks], deficit).
DamageId add_damage(Scenario& scenario, NodeId node, Tick onset, Tick detection,
                    const std::vector<std::pair<Tick, double>>& stages, ThreatClass threat = ThreatClass::unintended,
                    DamageKind kind = DamageKind::it);

}  // namespace hadome::test
