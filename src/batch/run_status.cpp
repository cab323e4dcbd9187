#include "batch/run_status.hpp"

#include <spdlog/fmt/fmt.h>

#include "batch/extend.hpp"
#include "batch/shard.hpp"
#include "batch/takeover.hpp"
#include "core/check.hpp"
#include "results/checkpoint.hpp"
#include "results/format.hpp"

namespace hadome {
namespace {

/// Scenarios that a generation holds; nothing when a part of it cannot be read.
std::optional<std::int64_t> scenarios_in(const CheckpointDirectory& checkpoints, const Manifest& manifest) {
    std::int64_t sum = 0;
    try {
        for (const CheckpointPart& part : manifest.parts) {
            sum += checkpoints.read_part(part).scenarios.size();
        }
    } catch (const IoError&) {
        return std::nullopt;
    }
    return sum;
}

}  // namespace

std::optional<std::string> status_of(const std::filesystem::path& directory) {
    if (is_finished(directory)) {
        return finished_status;
    }
    const CheckpointDirectory checkpoints(directory);
    if (!checkpoints.exists()) {
        return std::nullopt;
    }
    const StoppedRun run = read_stopped_run(directory);
    for (const Manifest& manifest : run.manifests) {
        const std::optional<std::int64_t> done = scenarios_in(checkpoints, manifest);
        if (!done) {
            continue;
        }
        const Shard shard{manifest.shard_index, manifest.shard_count};
        const std::int64_t asked_for = shard.scenarios_of(run.extended_to.value_or(manifest.scenarios)).size();
        const std::string part = shard.is_whole() ? "" : fmt::format("shard {} of {}, ", shard.index, shard.count);
        if (!shard.is_whole() && *done == asked_for) {
            return part + fmt::format("finished; {} scenarios; join all with: hadome merge DIR... -o DIR", *done);
        }
        return part +
               fmt::format("not finished; {} of {} scenarios in the last checkpoint; go on with: hadome resume {}",
                           *done, asked_for, directory.string());
    }
    return std::nullopt;
}

}  // namespace hadome
