#pragma once

#include <functional>
#include <memory>

#include "batch/run.hpp"

namespace CLI {
class App;
}

namespace hadome {

/// The options that `run` and `resume` share: threads, progress, checkpoints, wall time.
/// \return what is to be called once they are parsed
std::function<void()> add_run_options(CLI::App& command, const std::shared_ptr<RunManner>& manner);

}  // namespace hadome
