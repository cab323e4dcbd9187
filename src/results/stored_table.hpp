#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "hdf5/file.hpp"
#include "input/run_options.hpp"
#include "loss/account.hpp"

namespace hadome {

/// What a results file says of its scenario table.
struct StoredTable {
    ScenarioTable kind = ScenarioTable::none;
    /// Losses strictly beyond have a row [headline]; -1 where all have.
    std::array<Jpy, headline_count> beyond{};
};

/// \throws IoError when it says what no run writes
StoredTable read_table(const hdf5::File& file);

/// Row of a scenario, found by halving: numbers rise. Nothing when it has none. \pre the file has a scenario table
/// \throws IoError
std::optional<std::int64_t> row_of(const hdf5::File& file, std::int64_t scenario);

}  // namespace hadome
