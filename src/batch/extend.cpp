#include "batch/extend.hpp"

#include <string>

#include "batch/takeover.hpp"
#include "core/diagnostics.hpp"
#include "results/format.hpp"

namespace hadome {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& directory, const std::string& problem, const std::string& reason,
                         const std::string& remedy) {
    Diagnostics diagnostics;
    diagnostics.add({directory.string(), 0, 0}, problem, reason, remedy);
    throw InputError(std::move(diagnostics));
}

/// A run whose state can be gone on with.
StoppedRun state_of(const std::filesystem::path& directory) {
    if (CheckpointDirectory(directory).exists()) {
        StoppedRun run = read_stopped_run(directory);
        if (!run.manifests.empty()) {
            return run;
        }
    }
    refuse(directory, "cannot be extended", "its state, DIR/checkpoint, is not there (removed, or joined from shards)",
           "run again with as many scenarios as are wanted");
}

}  // namespace

bool is_finished(const std::filesystem::path& directory) {
    const CheckpointDirectory checkpoints(directory);
    if (!std::filesystem::exists(directory / results_file_name)) {
        return false;
    }
    // Without a note of what was published: killed after the results got their name.
    const std::optional<std::int64_t> extended = checkpoints.extended_to();
    return !extended || checkpoints.published() == extended;
}

void extend(const std::filesystem::path& directory, std::int64_t scenarios, RunLog& log) {
    const StoppedRun run = state_of(directory);
    const LoadedInput input = input_of(run);
    const std::int64_t already = input.options.scenarios;
    if (run.manifests.front().shard_count > 1) {
        refuse(directory, "is a shard and cannot be extended",
               "which scenarios a shard has depends on how many there are in all",
               "finish the shards, and run those of a larger run anew");
    }
    if (scenarios < already) {
        refuse(directory, "is of " + std::to_string(already) + " scenarios",
               "--scenarios " + std::to_string(scenarios) + " would take some away",
               "ask for more, or begin another run");
    }
    if (scenarios > already) {
        CheckpointDirectory(directory).extend_to(scenarios);
        log.say("extended from " + std::to_string(already) + " to " + std::to_string(scenarios) + " scenarios");
    }
}

}  // namespace hadome
