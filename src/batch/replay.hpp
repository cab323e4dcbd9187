#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cascade/journal.hpp"
#include "input/load.hpp"
#include "loss/account.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// Which scenario of which finished run.
struct ReplayRequest {
    std::filesystem::path directory;
    std::optional<std::int64_t> scenario;  ///< number of the scenario
    std::int64_t worst = 1;                ///< or its place by loss, 1 = the worst
    std::string run_file;                  ///< the run's input, needed where the results do not keep it; empty: as kept
};

/// One scenario of a finished run, simulated again with all that there is to know of it.
struct Replay {
    LoadedInput input;
    Scenario scenario;
    Journal journal;
    ScenarioLoss loss;
    std::vector<NodeOutage> outages;
    std::vector<Reach> reached;
    std::optional<Jpy> stored_loss;     ///< as the run found it, where it tells
    std::vector<std::string> warnings;  ///< for standard error
};

/// \throws InputError when the request does not fit the run, IoError when its results cannot be read, InternalError
/// when the same engine finds another loss than the run did
Replay replay(const ReplayRequest& request);

}  // namespace hadome
