#include "threats/target_choice.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "random/chance.hpp"

namespace hadome {

TargetChoice::TargetChoice(const Model& model, const CampaignSource& source) : model_{model}, source_{source} {
    for (const CampaignTarget& target : source.targets) {
        attractions_.emplace_back(model.nodes[target.node].hash, Decision::attraction);
    }
}

void TargetChoice::draw(const ScenarioKey& key, std::uint64_t campaign, std::vector<Ranked>& ranked,
                        std::vector<Victim>& entries) const {
    ranked.clear();
    for (std::size_t i = 0; i < attractions_.size(); ++i) {
        const double exponential = -std::log1p(-uniform_of_word(stream_for(key, campaign, attractions_[i])()));
        ranked.push_back({exponential / source_.targets[i].attractiveness, static_cast<std::int32_t>(i)});
    }
    const auto node_of = [&](const Ranked& one) { return source_.targets[static_cast<std::size_t>(one.target)].node; };
    const auto later = [&](const Ranked& a, const Ranked& b) {
        return std::tuple(a.place, model_.nodes[node_of(a)].rank) > std::tuple(b.place, model_.nodes[node_of(b)].rank);
    };
    std::make_heap(ranked.begin(), ranked.end(), later);
    const auto happens = [&](std::uint64_t chance, NodeId node, Decision decision) {
        return chance == certain_word || stream_for(key, campaign, model_.nodes[node].hash, decision)() < chance;
    };
    for (std::int32_t left = source_.attempts; left > 0 && !ranked.empty();) {
        std::pop_heap(ranked.begin(), ranked.end(), later);
        const CampaignTarget& target = source_.targets[static_cast<std::size_t>(ranked.back().target)];
        ranked.pop_back();
        if (happens(target.success, target.node, Decision::success)) {
            entries.push_back({target.node, 0});
            --left;
        } else if (!happens(source_.displacement, target.node, Decision::displacement)) {
            --left;
        }
    }
}

}  // namespace hadome
