#pragma once

#include <array>
#include <string>
#include <vector>

#include "hdf5/file.hpp"
#include "loss/account.hpp"

namespace hadome {

/// Sums over the scenario table, and what is wrong within its rows.
struct TableSums {
    /// Exact modulo 2^128: of a good file exact.
    using Word128 = unsigned __int128;

    std::array<Word128, headline_count> sum{};
    std::array<Word128, headline_count> sum_squares{};
    std::vector<Wide> by_sector;
    std::vector<Wide> by_threat;
    Wide compound = 0;
    Wide people_hours = 0;
    std::int64_t given_up = 0;
    std::array<std::int64_t, give_ups.size()> given_up_by{};  ///< [reason]
    std::vector<std::int64_t> first_given_up;                 ///< numbers, at most 100
    std::vector<Jpy> largest;                                 ///< losses, falling
    std::vector<std::string> failures;  ///< one a check: the first row that fails it, and how many do
};

/// Reads the scenario table block by block: no more of it is held at a time than `block_values` numbers.
/// \param largest_kept losses to keep
/// \pre the file has a scenario table \throws IoError
TableSums sum_table(const hdf5::File& file, std::size_t largest_kept,
                    std::int64_t block_values = std::int64_t{1} << 20);

}  // namespace hadome
