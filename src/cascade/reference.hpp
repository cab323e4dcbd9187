#pragma once

#include "cascade/journal.hpp"
#include "cascade/treatment.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// The slow, obvious simulator: at every instant it recomputes every node from the written laws and the full history.
/// The oracle of tests; no state is kept that could be derived. Cost: instants x nodes x (degree + length of history).
Journal simulate_reference(const Model& model, Tick cap, const Scenario& scenario, const Treatment& treatment);

}  // namespace hadome
