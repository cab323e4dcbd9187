#pragma once

#include "model/model.hpp"
#include "scenario/scenario.hpp"
#include "support/dice.hpp"

namespace hadome::test {

/// Up to a dozen events of all threat classes with one to three damages each, of one or several stages, some never
/// mended.
/// \param sparing no damage takes all of a node that draws on pooled stores
Scenario random_scenario(Dice& dice, const Model& model, bool sparing);

}  // namespace hadome::test
