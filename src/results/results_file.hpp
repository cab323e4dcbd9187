#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "input/load.hpp"
#include "loss/tally.hpp"
#include "parallel/communicator.hpp"
#include "ranking/ranking.hpp"
#include "results/metrics.hpp"
#include "results/row_source.hpp"
#include "results/scenario_table.hpp"

namespace hadome {

/// What a finished run has found, merged over all ranks.
struct RunFindings {
    const Tally& tally;
    const Metrics& metrics;
    const Ranking* ranking = nullptr;  ///< none without candidates
};

/// What the root does when the file is complete but has not got its name yet; it is told the digest of its bytes.
using BeforePublishing = std::function<void(const std::string& digest)>;

/// Collective: writes DIR/results.h5 (docs/results.md) aside, and gives it its name only when all of it is on the disk.
/// \param findings read on the root only; elsewhere may be null
/// \param rows those of this rank, of all scenarios; written are those that the input asks for
/// \throws AgreedError on every rank; then DIR/results.h5 is as it was before
void write_results(const std::filesystem::path& directory, const LoadedInput& input, const RunFindings* findings,
                   RowSource<ScenarioBlock>& rows, Communicator& communicator,
                   const BeforePublishing& before_publishing = {});

}  // namespace hadome
