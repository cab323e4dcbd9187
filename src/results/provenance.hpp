#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "parallel/communicator.hpp"

namespace hadome {

/// Where ranks of a run work.
struct HostRecord {
    std::string name;
    std::string cpu;           ///< model name
    std::string cpu_features;  ///< digest of the feature flags: the mathematical library picks its code by them
    int ranks = 0;
};

/// All about a run that may differ between two runs with the same results.
struct Provenance {
    std::vector<std::string> command_line;
    int ranks = 1;
    int threads = 1;  ///< of each rank
    std::vector<HostRecord> hosts;
    std::string job;  ///< as the batch system calls it; empty without one
    std::chrono::system_clock::time_point started;
    std::chrono::system_clock::time_point finished;
    std::string results_digest;  ///< of the bytes of results.h5
};

/// Collective: notes the start of a run. Complete on the root only.
Provenance begin_provenance(Communicator& communicator, int threads, std::vector<std::string> command_line);

/// Writes DIR/provenance.json, aside and renamed. \throws IoError
void write_provenance(const std::filesystem::path& directory, const Provenance& provenance);

}  // namespace hadome
