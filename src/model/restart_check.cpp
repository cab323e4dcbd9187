#include <algorithm>
#include <map>

#include "model/expansion.hpp"
#include "model/stuck_state.hpp"

namespace hadome {
namespace {

/// Circles through the same functions are told once.
struct Circle {
    std::vector<NodeId> nodes;
    std::int64_t likes = 1;
};

std::map<std::vector<FunctionId>, Circle> circles_by_functions(const Model& model, const StuckState& stuck) {
    std::map<std::vector<FunctionId>, Circle> circles;
    for (const std::vector<NodeId>& nodes : stuck.circles()) {
        std::vector<FunctionId> functions;
        for (const NodeId member : nodes) {
            functions.push_back(model.nodes[member].function);
        }
        std::sort(functions.begin(), functions.end());
        if (const auto [known, is_new] = circles.try_emplace(functions, Circle{nodes}); !is_new) {
            ++known->second.likes;
        }
    }
    return circles;
}

/// Threshold cascades (Watts 2002) are meant not to come back: that is worth a word, and no error.
bool has_threshold(const Model& model, const Circle& circle) {
    return std::any_of(circle.nodes.begin(), circle.nodes.end(),
                       [&](NodeId id) { return model.nodes[id].law == Law::threshold; });
}

std::string way_round(const Model& model, const Circle& circle) {
    constexpr std::size_t nodes_shown = 6;
    std::string way;
    for (std::size_t i = 0; i < std::min(circle.nodes.size(), nodes_shown); ++i) {
        way += model.nodes[circle.nodes[i]].name + " <- ";
    }
    way += circle.nodes.size() > nodes_shown ? "... <- " : "";
    way += model.nodes[circle.nodes.front()].name;
    return circle.likes > 1 ? way + " (and " + std::to_string(circle.likes - 1) + " more through the same functions)"
                            : way;
}

struct Trouble {
    const char* reason;
    const char* remedy;
};

Trouble trouble_of(const Model& model, const StuckState& stuck, const Circle& circle) {
    const auto any_member = [&](const auto& is) { return std::any_of(circle.nodes.begin(), circle.nodes.end(), is); };
    if (stuck.too_slow()) {
        return {"they pass on almost all of what they lack, and would come back in ever smaller steps",
                "lower the strength of one dependency of the circle, or give it a supplier outside"};
    }
    if (any_member([&](NodeId id) { return stuck.waits_for_repair(id); })) {
        return {
            "once all are down repair waits for what waits for it; with min_speed = 0 it stands still, and keeps "
            "its crew",
            "give the function that is repaired a min_speed above 0, or lower the strength of the repair dependency"};
    }
    if (any_member([&](NodeId id) { return model.groups[stuck.binding_group(id)].lag > 0; })) {
        return {
            "once all are down what each lacks keeps the next down, and a black start does not help: behind a lag "
            "the past is seen",
            "lower the strength of one dependency of the circle, give it a supplier outside, or take the lag away "
            "and give black_start to the function of a member"};
    }
    return {"once all are down what each lacks keeps the next down, and stores are empty in the end",
            "lower the strength of one dependency of the circle, give it a supplier outside, or "
            "black_start to the function of a member"};
}

}  // namespace

void check_restart(Expansion& expansion) {
    const Model& model = expansion.model;
    const StuckState stuck(model);
    const auto circles = circles_by_functions(model, stuck);
    if (stuck.too_slow() && circles.empty()) {
        expansion.diagnostics.add(expansion.spec.dependencies.front().where,
                                  "the network as a whole comes back in too many small steps",
                                  "circles of dependencies pass on almost all of what they lack",
                                  "lower strengths on the circles, or quantum_bits");
    }
    for (const auto& [functions, circle] : circles) {
        if (has_threshold(model, circle)) {
            expansion.model.notices.push_back(
                "these nodes could never restart once all are down: " + way_round(model, circle) +
                "; a cascade over thresholds stays until the end of the scenario");
            continue;
        }
        // Who waits for a crew has no binding group; whoever holds the crews has.
        const auto member = std::find_if(circle.nodes.begin(), circle.nodes.end(),
                                         [&](NodeId id) { return stuck.binding_group(id).valid(); });
        const std::int32_t rule = expansion.rule_of_group[stuck.binding_group(*member)];
        const Trouble trouble = trouble_of(model, stuck, circle);
        expansion.diagnostics.add(expansion.spec.dependencies[static_cast<std::size_t>(rule)].where,
                                  std::string("these nodes could ") + (stuck.too_slow() ? "hardly" : "never") +
                                      " restart: " + way_round(model, circle),
                                  trouble.reason, trouble.remedy);
    }
}

}  // namespace hadome
