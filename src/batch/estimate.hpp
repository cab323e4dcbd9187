#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "input/load.hpp"
#include "stats/moments.hpp"

namespace hadome {

/// What simulating the first scenarios of a run on one thread took, before all of it is asked for.
struct Probe {
    std::int64_t scenarios = 0;
    ExactMoments nanoseconds;        ///< of a scenario
    std::int64_t process_bytes = 0;  ///< resident without any thread's memory: the program, its libraries, the input
    std::int64_t thread_bytes = 0;   ///< of one thread that simulates
    std::int64_t loss_bytes = 0;     ///< of all these scenarios, as they are put on the disk
    std::int64_t row_bytes = 0;      ///< ... of the scenario table
};

/// Simulates scenarios from the first for about so long [s], at least one if there are any; none in no time.
Probe probe_run(const LoadedInput& input, double seconds);

/// What a rank needs with so many threads: the program and the model, what its threads keep, and what publishing reads
/// and writes at once. A scenario of unusually many changes may take more for a while.
std::string memory_line(const LoadedInput& input, const Probe& probe, int threads);

/// Time, memory and disk of a whole run, in words; what was measured on this machine says so.
std::vector<std::string> estimate_lines(const LoadedInput& input, const Probe& probe, int ranks, int threads);

}  // namespace hadome
