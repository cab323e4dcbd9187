#pragma once

#include <random>

#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome::test {

/// A random small model with its scenario: cycles, self-loops, both ways of combining, all kinds of buffers, lags,
/// coarse whole times so that many things fall into one instant.
struct RandomCase {
    Model model;
    Scenario scenario;
    Tick cap = 0;
};

RandomCase random_case(std::mt19937_64& generator);

}  // namespace hadome::test
