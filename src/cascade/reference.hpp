#pragma once

#include "cascade/journal.hpp"
#include "cascade/treatment.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// The slow, obvious simulator: at every instant it recomputes every node from the written laws. What has a past is
/// carried from instant to instant (work done, charges, crews, what was sent through lags); nothing is kept up to date
/// that could be worked out anew. The oracle of tests. Cost: instants x nodes x (degree + length of history).
Journal simulate_reference(const Model& model, Tick cap, const Scenario& scenario, const Treatment& treatment);

}  // namespace hadome
