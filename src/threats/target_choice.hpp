#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/decision.hpp"
#include "threats/response.hpp"

namespace hadome {

/// The nodes that an attacker gets into, by attractiveness.
///
/// Nodes are tried in falling order of ln a + G, with a standard Gumbel variate G of their own: the first is node i
/// with probability a_i / sum a (Yellott 1977), and so is the next among those left. G is named by campaign and node,
/// so a node that becomes more or less attractive passes others and changes no other pair's order. As -ln of an
/// exponential variate is Gumbel, the order is that of E / a, with one logarithm a node.
///
/// Each attempt gets in or is thwarted by the node's own draw. A thwarted one goes on to the next node with the
/// campaign's displacement, and is else lost.
class TargetChoice {
public:
    /// Both must outlive the choice.
    TargetChoice(const Model& model, const CampaignSource& source);

    /// A node and its place in the order.
    struct Ranked {
        double place;  ///< E / a
        std::int32_t target;
    };
    /// Appends the nodes that the campaign gets into, at its beginning, in the order of attempts.
    /// \param ranked storage, overwritten
    void draw(const ScenarioKey& key, std::uint64_t campaign, std::vector<Ranked>& ranked,
              std::vector<Victim>& entries) const;

private:
    const Model& model_;
    const CampaignSource& source_;
    std::vector<HashedSubject> attractions_;  ///< by target
};

}  // namespace hadome
