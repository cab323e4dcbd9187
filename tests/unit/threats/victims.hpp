#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <utility>

#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome::testing_models {

/// Who was hurt when, by year and event.
using Victims = std::map<std::pair<std::uint64_t, std::uint64_t>, std::map<NodeId, Tick>>;

/// \param run calls what it is given with the scenario of each year
template <class Run>
Victims victims_of_years(const Run& run) {
    Victims all;
    std::uint64_t number = 0;
    run([&](const Scenario& scenario) {
        for (const Damage& damage : scenario.damages) {
            all[{number, scenario.events[damage.event].name}][damage.node] = damage.onset;
        }
        ++number;
    });
    return all;
}

/// How many victims of `some` are missing in `others`.
inline std::size_t missing(const Victims& some, const Victims& others) {
    std::size_t count = 0;
    for (const auto& [event, nodes] : some) {
        const auto found = others.find(event);
        for (const auto& [node, onset] : nodes) {
            count += found == others.end() || !found->second.contains(node) ? 1U : 0U;
        }
    }
    return count;
}

/// Less of a threat takes more than `least` victims away and adds none.
inline void expect_only_taken_away(const Victims& all, const Victims& fewer, std::size_t least) {
    EXPECT_EQ(missing(fewer, all), 0U);
    EXPECT_GT(missing(all, fewer), least);
}

}  // namespace hadome::testing_models
