#include "batch/extend.hpp"

#include <algorithm>
#include <string>

#include "batch/takeover.hpp"
#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "results/format.hpp"
#include "results/verify.hpp"

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
        if (!run.problems.empty()) {
            throw IoError(run.problems.front());
        }
    }
    refuse(directory, "cannot be extended", "its state, DIR/checkpoint, is not there (removed, or joined from shards)",
           "run again with as many scenarios as are wanted");
}

/// What it has results of, or else was begun with: an extension that has not come about can be taken back.
std::int64_t least_scenarios(const StoppedRun& run) {
    if (const auto published = published_scenarios(run.directory)) {
        return *published;
    }
    StoppedRun as_begun = run;
    as_begun.extended_to.reset();
    return input_of(as_begun).options.scenarios;
}

/// One more than the last scenario in the newest checkpoint that can be read.
std::int64_t simulated_up_to(const StoppedRun& run) {
    for (const Manifest& manifest : run.manifests) {
        try {
            std::int64_t end = 0;
            for (const CheckpointPart& part : manifest.parts) {
                const ShareState state = CheckpointDirectory(run.directory).read_part(part);
                if (!state.scenarios.empty()) {
                    end = std::max(end, state.scenarios.ranges().back().last);
                }
            }
            return end;
        } catch (const IoError&) {
        }
    }
    return 0;
}

}  // namespace

bool is_finished(const std::filesystem::path& directory) {
    if (!std::filesystem::exists(directory / results_file_name)) {
        return false;
    }
    if (!CheckpointDirectory(directory).exists()) {
        return true;  // there is nothing that could be gone on with
    }
    // Damaged results are published again.
    const StoppedRun run = read_stopped_run(directory);
    return run.manifests.empty() || published_scenarios(directory) == run.extended_to;
}

std::optional<std::int64_t> extension(const std::filesystem::path& directory, std::int64_t scenarios) {
    const StoppedRun run = state_of(directory);
    const std::int64_t now = input_of(run).options.scenarios;
    if (run.manifests.front().shard_count > 1) {
        refuse(directory, "is a shard and cannot be extended",
               "which scenarios a shard has depends on how many there are in all",
               "finish the shards, and run those of a larger run anew");
    }
    const std::int64_t least = std::max(least_scenarios(run), simulated_up_to(run));
    if (scenarios < least) {
        refuse(directory, "is of " + std::to_string(least) + " scenarios",
               "--scenarios " + std::to_string(scenarios) + " would take some away",
               "ask for more, or begin another run");
    }
    return scenarios == now ? std::nullopt : std::optional(scenarios);
}

}  // namespace hadome
