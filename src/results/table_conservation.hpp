#pragma once

#include <cstdint>

#include "results/check_sheet.hpp"

namespace hadome {

/// Checks the rows of the scenario table, and the figures of the run against them: of a table of all scenarios that
/// they are the same, of a table of tails that the rows without it could make up the rest.
/// \param scenarios of the run, of which `counted` were not given up
/// \pre the file holds to the schema \throws IoError
void check_table(CheckSheet& sheet, std::int64_t scenarios, std::int64_t counted);

}  // namespace hadome
