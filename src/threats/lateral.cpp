#include "threats/lateral.hpp"

#include <algorithm>
#include <tuple>

#include "random/chance.hpp"
#include "scenario/decision.hpp"

namespace hadome {

void LateralMovement::spread(const ScenarioKey& key, std::uint64_t campaign, double lateral, const DamageDrawer& drawer,
                             Response& response, Storage& storage, std::vector<Victim>& victims) const {
    const auto later = [&](const Victim& a, const Victim& b) {
        return std::tuple(a.since, model_.nodes[a.node].rank) > std::tuple(b.since, model_.nodes[b.node].rank);
    };
    std::vector<Victim>& waiting = storage.waiting;
    waiting.assign(victims.begin(), victims.end());
    victims.clear();
    storage.held.resize(model_.nodes.size());
    std::make_heap(waiting.begin(), waiting.end(), later);
    while (!waiting.empty()) {
        const Victim victim = waiting.front();
        if (victim.since > response.end() || victim.since >= never) {
            break;
        }
        std::pop_heap(waiting.begin(), waiting.end(), later);
        waiting.pop_back();
        if (storage.held[victim.node.offset()] != 0 || response.is_immune(victim.node, victim.since)) {
            continue;
        }
        storage.held[victim.node.offset()] = 1;
        victims.push_back(victim);
        const std::uint64_t from = model_.nodes[victim.node].hash;
        response.notice(victim.since + drawer.detection(key, campaign, from));
        for (const CyberLink& link : model_.cyber_links_from(victim.node)) {
            const std::uint64_t chance = chance_word(link.probability * lateral);
            const std::uint64_t pair = combine_hashes({from, model_.nodes[link.to].hash});
            if (storage.held[link.to.offset()] != 0 ||
                (chance != certain_word && stream_for(key, campaign, pair, Decision::link)() >= chance)) {
                continue;
            }
            Stream delay = stream_for(key, campaign, pair, Decision::link_delay);
            const auto rule = static_cast<std::size_t>(link.rule);
            waiting.push_back({link.to, victim.since + ticks_from_hours(sample(model_.cyber_delays[rule], delay))});
            std::push_heap(waiting.begin(), waiting.end(), later);
        }
    }
    for (const Victim& victim : victims) {
        storage.held[victim.node.offset()] = 0;
    }
}

}  // namespace hadome
