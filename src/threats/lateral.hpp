#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "threats/damage_drawer.hpp"
#include "threats/response.hpp"

namespace hadome {

/// How an attacker moves on: from a node that it holds, over each cyber link that lets it through, after the time that
/// the link takes. Whether and when is named by campaign and both ends, so a fate does not depend on the way there.
///
/// Nodes fall in order of time until spreading ends. What is known of the alarm when one falls is final as far as that
/// time: whoever notices before it has fallen before it.
class LateralMovement {
public:
    /// Storage, reused from campaign to campaign.
    struct Storage {
        std::vector<Victim> waiting;  ///< a heap by time
        std::vector<char> held;       ///< by node
    };

    /// The model must outlive it.
    explicit LateralMovement(const Model& model) : model_{model} {}

    /// \param lateral on the probability of every link
    /// \param victims the entries; then all that the campaign holds in the end, in order of time
    void spread(const ScenarioKey& key, std::uint64_t campaign, double lateral, const DamageDrawer& drawer,
                Response& response, Storage& storage, std::vector<Victim>& victims) const;

private:
    const Model& model_;
};

}  // namespace hadome
