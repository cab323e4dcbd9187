#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome::test {

/// A random small model (up to 9 nodes, a function each, one sector) with its scenario: all laws and ways of combining,
/// self-loops and cycles, chains of stores, lags, claims, repair services, crews, black start; coarse whole times so
/// that many things fall into one instant.
struct RandomCase {
    Model model;
    Scenario scenario;
    Tick cap = 0;
};

struct RandomOptions {
    /// Only what keeps "less damage, less deficit at every node and time" true: no crews that are scarce, no repeats
    /// that are ignored, no black start, no starts left to chance, and no damage that takes all of a consumer with
    /// pooled stores (they are not drawn on then, and last longer).
    bool monotone = false;
};

RandomCase random_case(std::mt19937_64& generator, const RandomOptions& options = {});

/// All that happens, and the cap, `ticks` later.
RandomCase shifted(const RandomCase& one, Tick ticks);

/// The same model with its nodes in another order: `place[k]` is the new index of node k. Names, and so hashes and
/// ranks, stay.
RandomCase renumbered(const RandomCase& one, const std::vector<NodeId>& place);

/// How many random models a test runs; HADOME_RANDOM_MODELS asks for another number.
int random_model_count(int usual);

/// A random order of `count` nodes.
std::vector<NodeId> random_places(std::mt19937_64& generator, std::size_t count);

}  // namespace hadome::test
