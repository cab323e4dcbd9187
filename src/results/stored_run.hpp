#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "loss/account.hpp"
#include "results/run_info.hpp"

namespace hadome {

/// What a results file keeps that allows one of its scenarios to be simulated again. Reads DIR/results.h5 when asked.
class StoredRun {
public:
    /// \throws IoError when there are no results, or they are of another format
    explicit StoredRun(std::filesystem::path directory);

    const RunInfo& info() const { return info_; }
    /// The path of the file, for messages.
    std::string file_name() const;

    /// The resolved input; nothing where the run was told not to keep it.
    /// \throws IoError when what is kept is not what the digest says: the file is damaged
    std::optional<std::string> input() const;

    /// Number of the scenario with the `place`-th largest loss (1 = the worst; the lower number goes first among
    /// equals). \throws InputError when the file does not tell
    std::int64_t worst_scenario(std::int64_t place) const;

    /// Loss of a scenario; nothing when the file does not tell.
    std::optional<Jpy> loss(std::int64_t scenario) const;

private:
    std::filesystem::path directory_;
    RunInfo info_;
};

}  // namespace hadome
