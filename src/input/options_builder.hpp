#pragma once

#include "core/diagnostics.hpp"
#include "input/load.hpp"
#include "input/run_options.hpp"
#include "input/tables.hpp"

namespace hadome {

/// What the run file asks for. Values that win over the file's are written into the tables, so that the dump is what is
/// run.
RunOptions build_options(Tables& tables, const Overrides& overrides, Diagnostics& diagnostics);

}  // namespace hadome
