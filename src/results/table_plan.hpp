#pragma once

#include <array>
#include <cstdint>

#include "input/run_options.hpp"
#include "parallel/communicator.hpp"
#include "results/metrics.hpp"
#include "results/row_source.hpp"
#include "results/scenario_table.hpp"

namespace hadome {

/// The scenario table of a run before it is written: which scenarios have a row, and how many they are.
struct TablePlan {
    ScenarioTable kind = ScenarioTable::none;
    std::array<Jpy, headline_count> beyond{};  ///< in a table of tails: losses strictly beyond have a row
    std::int64_t scenarios = 0;                ///< of the run
    std::int64_t rows = 0;

    /// Whether scenario `block.first + k` has a row. One that was given up has: it is likely one of the worst.
    bool has_row(const ScenarioBlock& block, std::size_t k) const;
};

/// Collective: reads the rows once where it depends on the losses which are kept.
/// \param metrics of the run; read on the root only, elsewhere may be null
/// \throws AgreedError on every rank if one of them cannot read its rows, or those of all are not the scenarios
TablePlan plan_table(const RunOptions& options, const Metrics* metrics, RowSource<ScenarioBlock>& rows,
                     Communicator& communicator);

}  // namespace hadome
