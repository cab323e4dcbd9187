#pragma once

#include <array>

#include "loss/account.hpp"

namespace hadome {

/// Root attribute that says of which scenarios there are rows, and its words [ScenarioTable].
inline constexpr const char* table_attribute = "scenario_table";
inline constexpr std::array<const char*, 3> table_words{"all", "tail", "none"};
/// Attributes of `/scenarios` in a table of tails [headline]: the loss beyond which a scenario has a row [JPY].
inline constexpr std::array<const char*, headline_count> beyond_attributes{"loss_it_beyond", "loss_beyond"};

}  // namespace hadome
