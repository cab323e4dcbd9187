#pragma once

#include "hdf5/file.hpp"
#include "parallel/communicator.hpp"
#include "results/result_axes.hpp"
#include "results/row_source.hpp"
#include "results/scenario_table.hpp"

namespace hadome {

/// Lays out `/scenarios` for all scenarios of the run, without values.
void reserve_scenario_rows(const hdf5::Group& root, const ResultAxes& axes);

/// Collective: every rank writes its rows.
/// \throws AgreedError on every rank if one of them fails, or the rows of all ranks are not the scenarios of the run
void write_scenario_rows(hdf5::File& file, std::int64_t scenarios, RowSource<ScenarioBlock>& rows,
                         Communicator& communicator);

}  // namespace hadome
