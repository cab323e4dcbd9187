#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/name_hash.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome::test {

/// Builds small models by hand: one sector, one region, a function a node unless told otherwise.
class SmallModel {
public:
    SmallModel() : SmallModel(36) {}
    explicit SmallModel(int quantum_bits);

    /// \param value loss while fully down [JPY/h]
    NodeId node(const std::string& name, std::int64_t value = 0, Law law = Law::leontief, double threshold = 1.0);
    struct Part {
        NodeId node;
        double share = 1.0;
    };
    GroupId group(NodeId consumer, Combine combine, const std::vector<Part>& suppliers, double strength = 1.0,
                  Buffer buffer = {}, Tick lag = 0);
    /// The group made last becomes k-of-n.
    void k_of_n(std::int32_t k, double theta);
    /// Sorts groups by consumer and makes both directions of the network. Group indices may change; names do not.
    Model build();

private:
    struct Draft {
        Group group;
        std::vector<Supplier> suppliers;
    };
    Model model_;
    std::vector<Draft> drafts_;
};

/// Adds one event with one damage in stages (until [ticks], deficit).
void add_damage(Scenario& scenario, NodeId node, Tick onset, Tick detection,
                const std::vector<std::pair<Tick, double>>& stages, ThreatClass threat = ThreatClass::unintended,
                DamageKind kind = DamageKind::it);

}  // namespace hadome::test
