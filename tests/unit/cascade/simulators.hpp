#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "cascade/reference.hpp"
#include "cascade/simulator.hpp"

namespace hadome::test {

/// A way to simulate: cases that are worked out by hand hold for each of them.
struct SimulatorUnderTest {
    const char* name;
    Journal (*simulate)(const Model&, Tick cap, const Scenario&, const Treatment&);

    friend std::ostream& operator<<(std::ostream& out, const SimulatorUnderTest& one) { return out << one.name; }
};

inline Journal simulate_fast(const Model& model, Tick cap, const Scenario& scenario, const Treatment& treatment) {
    return Simulator(model, cap).run(scenario, treatment);
}

/// For INSTANTIATE_TEST_SUITE_P.
inline auto all_simulators() {
    return testing::Values(SimulatorUnderTest{"reference", simulate_reference},
                           SimulatorUnderTest{"fast", simulate_fast});
}
inline std::string simulator_name(const testing::TestParamInfo<SimulatorUnderTest>& info) {
    return info.param.name;
}

/// What a node's journal says, in the terms of the cases.
struct Step {
    Tick time = 0;
    double deficit = 0.0;
    std::int32_t cause = -1;
    bool compound = false;
    bool operator==(const Step&) const = default;

    friend std::ostream& operator<<(std::ostream& out, const Step& step) {
        return out << "{" << step.time << ", " << step.deficit << ", " << step.cause
                   << (step.compound ? ", compound}" : "}");
    }
};

inline std::vector<Step> steps_of(const Journal& journal, NodeId node) {
    std::vector<Step> steps;
    for (const Change& change : journal.changes) {
        if (change.node == node) {
            steps.push_back({change.time, change.deficit.to_double(), change.cause.value(), change.compound});
        }
    }
    return steps;
}

/// A test of one case: builder, scenario and what follows from them.
class CascadeCase : public testing::TestWithParam<SimulatorUnderTest> {
protected:
    static constexpr Tick cap = 1'000'000;

    Journal simulate(const Model& model, const Scenario& scenario) const {
        return GetParam().simulate(model, cap, scenario, {});
    }
};

}  // namespace hadome::test
