#pragma once

#include "scenario/scenario.hpp"

namespace hadome {

/// Whether the same happens in both: events are those of one name, wherever the model lists their source.
bool same_fate(const Scenario& a, const Scenario& b);

}  // namespace hadome
