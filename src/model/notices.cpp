#include <algorithm>
#include <cstdint>
#include <sstream>

#include "model/expansion.hpp"

namespace hadome {
namespace {

std::string text_of(double number) {
    std::ostringstream text;
    text << number;
    return text.str();
}

/// [0, 1] and beyond, in units of Fixed: what all needs of a node take from it once all supply is gone.
std::int64_t most_taken(const Model& model, NodeId node) {
    std::int64_t sum = 0;
    for (const GroupId group : model.groups_of(node)) {
        sum += model.groups[group].strength.raw();
    }
    return sum;
}

/// By the law threshold a node falls once its needs take phi; where they cannot, nobody can bring it down.
void notice_thresholds_out_of_reach(Expansion& expansion) {
    Model& model = expansion.model;
    for (const FunctionId function : ids_of(model.functions)) {
        for (const NodeId id : expansion.nodes_of(function)) {
            const Node& node = model.nodes[id];
            // Strengths as 0.3 + 0.7 and a threshold of 1 may differ by what rounding left.
            const std::int64_t slack = static_cast<std::int64_t>(model.groups_of(id).size());
            const std::int64_t most = most_taken(model, id);
            if (node.law == Law::threshold && most + slack < node.threshold.raw()) {
                model.notices.push_back("no supplier can bring down '" + node.name + "': the strengths of its needs " +
                                        "sum to " + text_of(Fixed::from_raw(most).to_double()) +
                                        ", which is below its threshold of " + text_of(node.threshold.to_double()));
                break;  // what holds of one node mostly holds of all of the function
            }
        }
    }
}

/// Losses are whole yen a piece.
void notice_small_values(Expansion& expansion) {
    constexpr std::int64_t small = 1'000'000;  // [mJPY/h]: half a yen in less than two seconds
    Model& model = expansion.model;
    const Node* smallest = nullptr;
    for (const Node& node : model.nodes) {
        if (node.value > 0 && node.value < small && (smallest == nullptr || node.value < smallest->value)) {
            smallest = &node;
        }
    }
    if (smallest != nullptr) {
        const double value = static_cast<double>(smallest->value) / 1000.0;
        model.notices.push_back("'" + smallest->name + "' is worth " + text_of(value) +
                                " JPY/h: a loss is rounded to whole yen whenever something changes there, and " +
                                text_of(1800.0 / value) + " s of it are nothing; multiply all values if that matters");
    }
}

}  // namespace

void give_notices(Expansion& expansion) {
    notice_thresholds_out_of_reach(expansion);
    notice_small_values(expansion);
}

}  // namespace hadome
