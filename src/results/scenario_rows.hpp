#pragma once

#include <cstdint>

#include "hdf5/file.hpp"
#include "parallel/communicator.hpp"
#include "results/result_axes.hpp"
#include "results/row_source.hpp"
#include "results/scenario_table.hpp"
#include "results/table_plan.hpp"

namespace hadome {

/// Scenarios whose places are found together: 48 MiB for each rank, however many scenarios there are.
inline constexpr std::int64_t place_window = std::int64_t{1} << 28;

/// Lays out `/scenarios`, without values. \pre the plan has a table
void reserve_scenario_rows(const hdf5::Group& root, const ResultAxes& axes, const TablePlan& plan);

/// Collective: every rank writes its rows. A table of all scenarios takes one reading of them; one of tails takes two
/// for each window of scenario numbers. \pre the plan has a table, and was made of these rows
/// \throws AgreedError on every rank if one of them fails
void write_scenario_rows(hdf5::File& file, const TablePlan& plan, RowSource<ScenarioBlock>& rows,
                         Communicator& communicator, std::int64_t window_scenarios = place_window);

}  // namespace hadome
