// What rounding to the quantum costs: docs/model.md, "Quantum".

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/small_model.hpp"
#include "unit/cascade/simulators.hpp"

namespace hadome::test {
namespace {

/// Inoperability of the last node of a chain of `length` that multiplies by `strength`, closed into a loop if asked.
double settled(int quantum_bits, int length, double strength, double loop_strength) {
    SmallModel builder(quantum_bits);
    std::vector<NodeId> nodes;
    for (int k = 0; k < length; ++k) {
        nodes.push_back(builder.node("n" + std::to_string(k), 0, Law::linear));
        if (k > 0) {
            builder.group(nodes[static_cast<std::size_t>(k)], Combine::mean, {{nodes[static_cast<std::size_t>(k) - 1]}},
                          strength);
        }
    }
    if (loop_strength > 0.0) {
        builder.group(nodes.front(), Combine::mean, {{nodes.back()}}, loop_strength);
    }
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, nodes.front(), 0, 0, {{100, 1.0 / 30.0}});
    const Journal journal = simulate_fast(model, 1000, scenario, {});
    double deficit = 0.0;
    for (const Change& change : journal.changes) {
        if (change.time == 0 && change.node == nodes.back()) {
            deficit = change.deficit.to_double();
        }
    }
    return deficit;
}

TEST(Quantum, bias_of_a_chain_is_at_most_a_quantum_a_link) {
    constexpr int length = 20;
    for (const int bits : {8, 12, 20, 36}) {
        const double v = std::ldexp(1.0, -bits) + std::ldexp(2.0, -36);
        const double exact = std::pow(0.97, length - 1) / 30.0;
        double bound = 0.0;
        for (int k = 0; k < length; ++k) {
            bound = 0.97 * bound + v;
        }
        const double bias = exact - settled(bits, length, 0.97, 0.0);
        EXPECT_GE(bias, -1e-12) << bits;
        EXPECT_LE(bias, bound) << bits;
    }
}

TEST(Quantum, bias_of_a_loop_grows_with_its_gain_as_derived) {
    for (const double gain : {0.5, 0.9}) {
        for (const int bits : {12, 20, 36}) {
            // Two nodes: q0 = c + gain q1, q1 = q0.
            const double v = std::ldexp(1.0, -bits) + std::ldexp(2.0, -36);
            const double exact = 1.0 / 30.0 / (1.0 - gain);
            const double bias = exact - settled(bits, 2, 1.0, gain);
            EXPECT_GE(bias, -1e-9) << gain << " " << bits;
            EXPECT_LE(bias, 2.0 * v / (1.0 - gain)) << gain << " " << bits;
        }
    }
}

double deficit_at(const Journal& journal, NodeId node, Tick time) {
    double deficit = 0.0;
    for (const Change& change : journal.changes) {
        if (change.node == node && change.time <= time) {
            deficit = change.deficit.to_double();
        }
    }
    return deficit;
}

TEST(Quantum, bias_behind_a_priority_class_grows_as_its_share_is_small) {
    constexpr double share = 0.1;
    constexpr double left = 0.046975;
    double largest = 0.0;
    for (const int bits : {8, 12, 20, 36}) {
        SmallModel builder(bits);
        const NodeId supplier = builder.node("supplier");
        const NodeId user = builder.node("user");
        builder.group(user, Combine::mean, {{supplier, 1.0, builder.claim(0.0, share)}});
        Scenario scenario;
        add_damage(scenario, supplier, 0, 0, {{100, 1.0 - left}});
        const double v = std::ldexp(1.0, -bits) + std::ldexp(3.0, -36);
        const double bias =
            1.0 - left / share - deficit_at(simulate_fast(builder.build(), 1000, scenario, {}), user, 0);
        EXPECT_LE(std::abs(bias), v / share + v) << bits;
        largest = std::max(largest, bias / v);
    }
    EXPECT_GT(largest, 2.0) << "the slope is felt";
}

TEST(Quantum, bias_behind_a_dry_store_grows_with_the_speed_of_delivery) {
    constexpr double speed = 4.0;  // capacities a tick
    constexpr double missing = 0.8 + 1.0 / 30.0;
    double largest = 0.0;
    for (const int bits : {8, 12, 20, 36}) {
        SmallModel builder(bits);
        const NodeId mains = builder.node("mains");
        const NodeId fuel = builder.node("fuel");
        const NodeId user = builder.node("user");
        const GroupId delivery = builder.group(user, Combine::mean, {{fuel}}, {.role = GroupRole::refill});
        builder.stores(builder.group(user, Combine::mean, {{mains}}),
                       {{.capacity = 4, .refill = 1, .refilled_by = delivery}});
        Scenario scenario;
        add_damage(scenario, mains, 0, 0, {{500, 1.0}});
        add_damage(scenario, fuel, 0, 0, {{500, missing}});
        const double v = std::ldexp(1.0, -bits) + std::ldexp(4.0, -36);
        const double exact = 1.0 - speed * (1.0 - missing);
        const double bias = exact - deficit_at(simulate_fast(builder.build(), 1000, scenario, {}), user, 200);
        EXPECT_LE(std::abs(bias), speed * v + v) << bits;
        largest = std::max(largest, bias / v);
    }
    EXPECT_GT(largest, 1.0) << "the slope is felt";
}

}  // namespace
}  // namespace hadome::test
