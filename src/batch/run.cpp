#include "batch/run.hpp"

#include <omp.h>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <optional>

#include "batch/batch_system.hpp"
#include "batch/estimate.hpp"
#include "batch/extend.hpp"
#include "batch/input_files.hpp"
#include "batch/publish_run.hpp"
#include "batch/publishing_time.hpp"
#include "batch/run_directory.hpp"
#include "batch/simulate.hpp"
#include "batch/takeover.hpp"
#include "core/version.hpp"
#include "parallel/agree.hpp"
#include "results/format.hpp"
#include "results/provenance.hpp"

namespace hadome {

namespace {

/// Collective: the root reads the files, all ranks parse the same bytes.
LoadedInput load_everywhere(const RunRequest& request, Communicator& communicator) {
    std::optional<LoadedInput> input;
    std::string bytes;
    agree_on_root(communicator, [&] {
        FileBundle files = files_on_disk();
        input = load_input(request.run_file, files, request.overrides);
        bytes = files.to_bytes();
    });
    communicator.broadcast(bytes);
    agree(communicator, [&] {
        if (!input) {
            FileBundle files = FileBundle::from_bytes(bytes);
            input = load_input(request.run_file, files, request.overrides);
        }
    });
    return std::move(*input);
}

void say_start(const LoadedInput& input, const Provenance& provenance, RunLog& log) {
    log.say(fmt::format("Hadome {}: {}", version, input.options.title));
    log.say(fmt::format("{} functions, {} nodes, {} dependency groups; input {}", input.model.functions.size(),
                        input.model.nodes.size(), input.model.groups.size(), input.digest));
    for (const std::string& notice : input.model.notices) {
        log.say("notice: " + notice);
    }
    log.say(fmt::format("{} scenarios, seed {}, on {} ranks x {} threads", input.options.scenarios, input.options.seed,
                        provenance.ranks, provenance.threads));
    // Without a scenario, which may be dear: a stop is heard only when all are at work.
    log.say(memory_line(input, probe_run(input, 0.0), provenance.threads));
}

void say_shard(const Shard& shard, const LoadedInput& input, RunLog& log) {
    if (!shard.is_whole()) {
        const NumberRange range = shard.scenarios_of(input.options.scenarios);
        log.say(range.size() == 0 ? fmt::format("shard {} of {}: no scenarios", shard.index, shard.count)
                                  : fmt::format("shard {} of {}: scenarios {} to {}", shard.index, shard.count,
                                                range.first, range.last - 1));
    }
}

/// Collective: with the time that is left from now on, as the user or the batch system has it.
Precautions precautions_of(const RunManner& manner, const Shard& shard, const LoadedInput& input,
                           Communicator& communicator) {
    Precautions precautions = manner.precautions;
    precautions.publishing_takes = publishing_time(input);
    precautions.must_keep_state = !shard.is_whole();
    if (precautions.stop_after) {
        const auto gone = std::chrono::steady_clock::now() - manner.started;
        *precautions.stop_after -= std::chrono::duration<double>(gone).count();
    }
    agree_on_root(communicator, [&] {
        if (const std::optional<double> left = batch_time_left()) {
            precautions.stop_after = std::min(precautions.stop_after.value_or(*left), *left);
        }
    });
    return precautions;
}

/// Of a run whose results are published.
void close_state(const std::filesystem::path& directory, const CheckpointDirectory& checkpoints,
                 const RunManner& manner, RunLog& log) {
    if (!manner.precautions.keep_state) {
        checkpoints.remove();
        return;
    }
    log.say(
        fmt::format("more scenarios: hadome resume {} --scenarios N; for that {} is kept ({:.1f} MB), remove it if "
                    "there will be none",
                    directory.string(), checkpoints.path().string(), static_cast<double>(checkpoints.size()) / 1e6));
}

/// Collective: simulates what is missing, and publishes or stops.
ExitCode carry_out(const std::filesystem::path& directory, const LoadedInput& input, Beginning beginning,
                   const RunManner& manner, int threads, Provenance& provenance, RunLog& log,
                   Communicator& communicator) {
    const CheckpointDirectory checkpoints(directory);
    const TallyShape shape = tally_shape(input);
    const Shard shard{beginning.manifest.shard_index, beginning.manifest.shard_count};
    const std::int64_t asked_for = shard.scenarios_of(input.options.scenarios).size();
    const bool keeps_rows = input.options.scenario_table != ScenarioTable::none;
    const std::int64_t before = communicator.is_root() ? asked_for - beginning.pile.size() : 0;
    if (!communicator.is_root()) {
        log.open_file(directory / "log");
    }
    Share::Logs logs;
    agree(communicator, [&] {
        const std::int64_t session = beginning.manifest.session;
        logs.losses = std::make_unique<RowLog>(checkpoints.loss_file(session, communicator.rank()));
        if (keeps_rows) {
            logs.rows = std::make_unique<RowLog>(checkpoints.row_file(session, communicator.rank()));
        }
    });
    Share share(threads, shape, std::move(beginning.taken_over), std::move(logs));
    Progress progress{asked_for, before, communicator.size(), manner.progress, log};
    const Outcome outcome = simulate(input, shape, beginning.manifest, std::move(beginning.pile),
                                     precautions_of(manner, shard, input, communicator), threads, checkpoints, share,
                                     progress, log, communicator);
    if (communicator.is_root()) {
        progress.finish();
    }
    if (outcome == Outcome::checkpoint_failed) {
        log.say("stopped WITHOUT a new checkpoint; the one before, if any, stands: hadome resume " +
                directory.string());
        return ExitCode::io_error;
    }
    if (outcome == Outcome::stopped) {
        log.say("stopped with a checkpoint; go on with: hadome resume " + directory.string());
        return ExitCode::stopped;
    }
    std::optional<ShareState> state;
    agree(communicator, [&] { state = share.state(); });
    log.say("simulated in " + duration_text(progress.elapsed()));
    if (!shard.is_whole()) {
        log.say(fmt::format("shard {} of {} is finished; join all with: hadome merge DIR... -o DIR", shard.index,
                            shard.count));
        return ExitCode::success;
    }
    publish_run(directory, input, *state, checkpoints.path(), provenance, log, communicator);
    agree_on_root(communicator, [&] { close_state(directory, checkpoints, manner, log); });
    return ExitCode::success;
}

int threads_of(const RunManner& manner) {
    return manner.threads > 0 ? manner.threads : omp_get_max_threads();
}

RunLog::Voice voice_of(const Communicator& communicator) {
    return communicator.is_root() ? RunLog::Voice::speaking : RunLog::Voice::mute;
}

}  // namespace

ExitCode run_batch(const RunRequest& request, Communicator& communicator) {
    const int threads = threads_of(request.manner);
    RunLog log{voice_of(communicator)};
    Provenance provenance = begin_provenance(communicator, threads, request.manner.command_line);
    const LoadedInput input = load_everywhere(request, communicator);

    const Manifest manifest{std::string(version),    std::string(git_sha), input.digest,        0, 1,
                            input.options.scenarios, request.shard.index,  request.shard.count, {}};

    std::optional<RunDirectory> directory;
    agree_on_root(communicator, [&] {
        directory.emplace(request.directory, RunDirectory::For::new_run);
        const CheckpointDirectory checkpoints(request.directory);
        checkpoints.make();
        checkpoints.write_input(input.resolved);
        checkpoints.publish(manifest);  // from here on the run can be gone on with
        log.open_file(request.directory / "log");
        say_start(input, provenance, log);
        say_shard(request.shard, input, log);
    });
    Beginning beginning{manifest,
                        {{}, Tally{tally_shape(input)}, {}, {}},
                        NumberSet(request.shard.scenarios_of(input.options.scenarios))};
    return carry_out(request.directory, input, std::move(beginning), request.manner, threads, provenance, log,
                     communicator);
}

ExitCode resume_batch(const ResumeRequest& request, Communicator& communicator) {
    const std::filesystem::path& path = request.directory;
    const RunManner& manner = request.manner;
    const int threads = threads_of(manner);
    RunLog log{voice_of(communicator)};
    Provenance provenance = begin_provenance(communicator, threads, manner.command_line);
    const CheckpointDirectory checkpoints(path);
    std::optional<RunDirectory> directory;
    bool finished = false;
    const StoppedRun run = share_stopped_run(communicator, [&] {
        directory.emplace(path, RunDirectory::For::resume);
        log.open_file(path / "log");
        const auto scenarios = request.scenarios ? extension(path, *request.scenarios) : std::nullopt;
        finished = !scenarios && is_finished(path);
        if (finished) {
            log.say("the run is finished: " + (path / results_file_name).string());
            return StoppedRun{path, {}, {}, {}, {}};
        }
        StoppedRun stopped = read_stopped_run(path);
        stopped.extended_to = scenarios ? scenarios : stopped.extended_to;
        return stopped;
    });
    if (communicator.all_max(finished ? 1 : 0) != 0) {
        return ExitCode::success;
    }
    std::optional<LoadedInput> input;
    agree(communicator, [&] { input = input_of(run); });
    std::vector<std::string> warnings;
    Beginning beginning = take_over(run, *input, warnings, communicator);
    for (const std::string& warning : warnings) {
        log.say("WARNING: " + warning);
    }
    const Shard shard{beginning.manifest.shard_index, beginning.manifest.shard_count};
    beginning.manifest.scenarios = input->options.scenarios;
    // Names of files that a damaged generation or a killed session left are not used again.
    std::string session;
    agree_on_root(communicator, [&] {
        if (request.scenarios && shard.is_whole()) {
            checkpoints.extend_to(input->options.scenarios);
            log.say(fmt::format("from now on of {} scenarios", input->options.scenarios));
        }
        session = std::to_string(checkpoints.last_session() + 1);
        if (warnings.empty()) {
            // The newest checkpoint is good: what came after it was lost with the session that was killed.
            checkpoints.remove_logs_after(beginning.manifest.parts.empty() ? 0 : beginning.manifest.session);
        }
    });
    communicator.broadcast(session);
    beginning.manifest.session = std::stoll(session);
    for (const Manifest& manifest : run.manifests) {
        beginning.manifest.generation = std::max(beginning.manifest.generation, manifest.generation);
    }
    if (communicator.is_root()) {
        say_start(*input, provenance, log);
        say_shard(shard, *input, log);
        log.say(fmt::format("{} scenarios are missing", beginning.pile.size()));
    }
    return carry_out(path, *input, std::move(beginning), manner, threads, provenance, log, communicator);
}

}  // namespace hadome
