#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/diagnostics.hpp"

namespace hadome {

/// One scenario of anyone's loss table.
struct TableScenario {
    std::int64_t scenario = 0;
    double loss = 0.0;     ///< of all its events
    double largest = 0.0;  ///< of one event
    double weight = 1.0;
    std::int32_t stratum = 0;
};

struct LossTable {
    std::vector<TableScenario> scenarios;  ///< by number
    std::vector<std::string> strata;       ///< by name; one without a name where the table has none
    bool has_weights = false;
};

/// What a row of a loss table is.
enum class LossRows { scenarios, events };

/// Reads a CSV file with the columns `loss` and, if wanted, `scenario` (a whole number), `weight` and `stratum`. Rows
/// may stand in any order; what is added up is added in the order of its size, so that the sums do not depend on it.
/// \throws InputError with all that is wrong, up to a hundred lines
LossTable read_loss_table(const std::string& path, const std::string& bytes, LossRows rows);

}  // namespace hadome
