#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "hdf5/file.hpp"
#include "loss/account.hpp"
#include "results/stored_table.hpp"

namespace hadome {

/// What is asked of a scenario table.
struct TableQuestions {
    StoredTable table;
    std::int64_t scenarios = 0;                                                ///< of the run
    std::size_t largest_kept = 0;                                              ///< losses to keep
    std::array<std::vector<std::optional<Jpy>>, headline_count> thresholds{};  ///< [level]; none: not asked
};

/// Sums over the scenario table, and what is wrong within its rows.
struct TableSums {
    /// Exact modulo 2^128: of a good file exact.
    using Word128 = unsigned __int128;

    /// Of the rows that lost more than a threshold.
    struct Beyond {
        std::int64_t scenarios = 0;
        Wide excess = 0;
    };

    std::int64_t counted = 0;  ///< rows of scenarios that were not given up
    std::array<Word128, headline_count> sum{};
    std::array<Word128, headline_count> sum_squares{};
    std::vector<Wide> by_sector;
    std::vector<Wide> by_threat;
    std::array<std::vector<Beyond>, headline_count> beyond;  ///< [level]
    Wide compound = 0;
    Wide people_hours = 0;
    std::int64_t given_up = 0;
    std::array<std::int64_t, give_ups.size()> given_up_by{};  ///< [reason]
    std::vector<std::int64_t> first_given_up;                 ///< numbers, at most 100
    std::vector<Jpy> largest;                                 ///< losses, falling
    std::vector<std::string> failures;  ///< one a check: the first row that fails it, and how many do
};

/// Reads the scenario table block by block: no more of it is held at a time than `block_values` numbers.
/// \pre the file has a scenario table \throws IoError
TableSums sum_table(const hdf5::File& file, const TableQuestions& questions,
                    std::int64_t block_values = std::int64_t{1} << 20);

}  // namespace hadome
