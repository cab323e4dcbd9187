#pragma once

#include <functional>
#include <memory>

#include "batch/run.hpp"

namespace CLI {
class App;
}

namespace hadome {

/// The option --watchdog: [s] after which a rank that says nothing is taken to be lost.
void add_watchdog(CLI::App& command, std::function<void(double)> store);

/// The option --progress. \return what gives the mode once it is parsed
std::function<ProgressMode()> add_progress(CLI::App& command);

/// The options that `run` and `resume` share: threads, progress, checkpoints, wall time.
/// \return what is to be called once they are parsed
std::function<void()> add_run_options(CLI::App& command, const std::shared_ptr<RunManner>& manner);

}  // namespace hadome
