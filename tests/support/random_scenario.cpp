#include "support/random_scenario.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "core/name_hash.hpp"

namespace hadome::test {
namespace {

constexpr Tick short_stage = 4;
constexpr Tick long_stage = 15;

struct Drafted {
    Damage damage;
    std::vector<Stage> stages;
};

bool draws_on_stores(const Model& model, NodeId node) {
    for (const GroupId group : model.groups_of(node)) {
        if (model.stores_of(group).size() > 0 && !model.groups[group].per_site) {
            return true;
        }
    }
    return false;
}

/// \param longest ticks a stage may last
std::vector<Stage> random_stages(Dice& dice, bool spared, Tick longest) {
    double deficit = dice.one_of(std::vector{1.0, 1.0, 0.5, 0.7, 0.1});
    deficit = spared ? std::min(deficit, 0.9) : deficit;
    std::vector<Stage> stages;
    Tick until = 0;
    const std::int64_t count = 1 + dice.below(4);
    for (std::int64_t k = 0; k < count; ++k) {
        until += 1 + dice.below(longest);
        stages.push_back({until, Fixed::from_double(deficit)});
        deficit *= 0.5;
    }
    if (longest > short_stage && dice.once_in(8)) {
        stages.back().until = never;
    }
    return stages;
}

}  // namespace

Scenario random_scenario(Dice& dice, const Model& model, bool sparing) {
    Scenario scenario;
    scenario.key.seed = static_cast<std::uint64_t>(dice.below(1'000'000'007));
    scenario.key.scenario = static_cast<std::uint64_t>(dice.below(1000));
    std::vector<Drafted> drafted;
    // Every third year has many short outages of few nodes: stores that have refilled only in part are seen then.
    const bool restless = dice.once_in(3);
    const std::int64_t event_count = restless ? 6 + dice.below(6) : 1 + dice.below(6);
    const auto node_count = static_cast<std::int64_t>(model.nodes.size());
    const std::int64_t first_node = dice.below(node_count);
    for (std::int64_t k = 0; k < event_count; ++k) {
        Event event;
        event.threat = static_cast<ThreatClass>(dice.below(threat_class_count));
        event.onset = dice.below(restless ? 100 : 40);
        event.name = name_hash("event " + std::to_string(k));
        const EventId id = scenario.events.push_back(event);
        const std::int64_t damage_count = 1 + dice.below(3);
        for (std::int64_t d = 0; d < damage_count; ++d) {
            Drafted one;
            one.damage.event = id;
            const std::int64_t node = restless ? first_node + dice.below(2) : dice.below(node_count);
            one.damage.node = NodeId{static_cast<std::int32_t>(node % node_count)};
            one.damage.kind = static_cast<DamageKind>(dice.below(damage_kind_count));
            one.damage.onset = event.onset + (dice.once_in(2) ? dice.below(8) : 0);
            one.damage.detection = dice.once_in(2) ? dice.below(10) : 0;
            one.damage.only_while_degraded = dice.once_in(6);
            one.stages = random_stages(dice, sparing && draws_on_stores(model, one.damage.node),
                                       restless ? short_stage : long_stage);
            drafted.push_back(one);
        }
    }
    std::stable_sort(drafted.begin(), drafted.end(), [&](const Drafted& a, const Drafted& b) {
        const auto key = [&](const Damage& damage) {
            return std::tuple{damage.onset, model.nodes[damage.node].rank, damage.kind,
                              scenario.events[damage.event].name};
        };
        return key(a.damage) < key(b.damage);
    });
    for (Drafted& one : drafted) {
        one.damage.first_stage = static_cast<std::int32_t>(scenario.stages.size());
        scenario.stages.insert(scenario.stages.end(), one.stages.begin(), one.stages.end());
        one.damage.last_stage = static_cast<std::int32_t>(scenario.stages.size());
        scenario.damages.push_back(one.damage);
    }
    return scenario;
}

}  // namespace hadome::test
