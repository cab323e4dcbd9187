#include "batch/run.hpp"

#include <omp.h>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <exception>
#include <optional>

#include "batch/batch_system.hpp"
#include "batch/run_directory.hpp"
#include "batch/simulate.hpp"
#include "batch/summary.hpp"
#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "core/version.hpp"
#include "parallel/agree.hpp"
#include "results/format.hpp"
#include "results/provenance.hpp"
#include "results/results_file.hpp"
#include "results/scenario_words.hpp"

namespace hadome {

namespace {

/// Collective: the root reads the files, all ranks parse the same bytes.
LoadedInput load_everywhere(const RunRequest& request, Communicator& communicator) {
    std::optional<LoadedInput> input;
    std::string bytes;
    agree_on_root(communicator, [&] {
        FileBundle files;
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
}

/// What a session begins with.
struct Beginning {
    Manifest manifest;      ///< of the checkpoint before; of a new run: without parts
    ShareState taken_over;  ///< by this rank
    NumberSet pile;         ///< scenarios that are missing; the root's
};

/// Collective: from the merged tally to files. The findings are the root's.
void publish(const std::filesystem::path& directory, const LoadedInput& input, const Tally& tally, RowSource& rows,
             Provenance& provenance, RunLog& log, Communicator& communicator) {
    std::optional<Metrics> metrics;
    std::optional<Ranking> ranking;
    std::optional<RunFindings> findings;
    agree_on_root(communicator, [&] {
        metrics = compute_metrics(tally, input.options.tail_levels);
        if (input.options.candidates == Candidates::functions) {
            ranking = rank_candidates(tally, input.options.ranking_tail_level);
        }
        findings.emplace(RunFindings{tally, *metrics, ranking ? &*ranking : nullptr});
    });
    // Provenance comes before the name of the results, which say by being there that all is there.
    const auto complete_provenance = [&](const std::string& digest) {
        provenance.results_digest = digest;
        provenance.finished = std::chrono::system_clock::now();
        write_provenance(directory, provenance);
    };
    write_results(directory, input, findings ? &*findings : nullptr, rows, communicator, complete_provenance);
    if (findings) {
        for (const std::string& line : summary_lines(input.model, tally, *metrics, findings->ranking,
                                                     scenario_words(input.model, input.options))) {
            log.say(line);
        }
    }
}

/// With the time that is left from now on, as the user or the batch system has it.
Precautions precautions_of(const RunManner& manner, const Communicator& communicator) {
    Precautions precautions = manner.precautions;
    if (precautions.stop_after) {
        const auto gone = std::chrono::steady_clock::now() - manner.started;
        *precautions.stop_after -= std::chrono::duration<double>(gone).count();
    }
    if (communicator.is_root()) {
        if (const std::optional<double> left = batch_time_left()) {
            precautions.stop_after = std::min(precautions.stop_after.value_or(*left), *left);
        }
    }
    return precautions;
}

/// Collective: simulates what is missing, and publishes or stops.
ExitCode carry_out(const std::filesystem::path& directory, const LoadedInput& input, Beginning beginning,
                   const RunManner& manner, int threads, Provenance& provenance, RunLog& log,
                   Communicator& communicator) {
    const CheckpointDirectory checkpoints(directory);
    const TallyShape shape = tally_shape(input);
    const bool keeps_rows = input.options.scenario_table == ScenarioTable::all;
    const std::int64_t before = communicator.is_root() ? input.options.scenarios - beginning.pile.size() : 0;
    std::unique_ptr<RowLog> rows;
    agree(communicator, [&] {
        if (keeps_rows) {
            rows = std::make_unique<RowLog>(checkpoints.row_file(beginning.manifest.session, communicator.rank()));
        }
    });
    Share share(threads, shape, std::move(beginning.taken_over), std::move(rows));
    Progress progress{input.options.scenarios, before, communicator.size(), manner.progress, log};
    const Outcome outcome =
        simulate(input, shape, beginning.manifest, std::move(beginning.pile), precautions_of(manner, communicator),
                 threads, checkpoints, share, progress, log, communicator);
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
    std::optional<RowReader> reader;
    agree(communicator, [&] {
        state = share.state();
        reader.emplace(checkpoints.path(), state->rows);
    });
    const Tally tally = merge_tallies(state->tally, communicator);
    log.say("simulated in " + duration_text(progress.elapsed()));

    publish(directory, input, tally, *reader, provenance, log, communicator);
    if (communicator.is_root()) {
        checkpoints.remove();
    }
    log.say("results in " + (directory / "results.h5").string());
    return ExitCode::success;
}

int threads_of(const RunManner& manner) {
    return manner.threads > 0 ? manner.threads : omp_get_max_threads();
}

RunLog::Voice voice_of(const Communicator& communicator) {
    return communicator.is_root() ? RunLog::Voice::speaking : RunLog::Voice::mute;
}

[[noreturn]] void refuse(const std::filesystem::path& directory, const std::string& problem, const std::string& reason,
                         const std::string& remedy) {
    Diagnostics diagnostics;
    diagnostics.add({directory.string(), 0, 0}, problem, reason, remedy);
    throw InputError(std::move(diagnostics));
}

void require_same_engine(const std::filesystem::path& directory, const Manifest& manifest) {
    if (manifest.hadome_version != version || manifest.git_sha != git_sha) {
        refuse(directory, "the run was begun by another version",
               "that was " + manifest.hadome_version + " (" + manifest.git_sha + "), this is " + std::string(version) +
                   " (" + std::string(git_sha) + ")",
               "go on with that version, or run again");
    }
}

/// Collective: the newest generation all of whose files are good, each read by one rank.
Beginning read_checkpoint(const CheckpointDirectory& checkpoints, const LoadedInput& input,
                          const std::vector<Manifest>& manifests, RunLog& log, Communicator& communicator) {
    for (const Manifest& manifest : manifests) {
        Beginning beginning{manifest, {{}, Tally{tally_shape(input)}, {}}, {}};
        std::string problem;
        try {
            const auto parts = static_cast<int>(manifest.parts.size());
            for (int k = communicator.rank(); k < parts; k += communicator.size()) {
                const ShareState part = checkpoints.read_part(manifest.parts[static_cast<std::size_t>(k)]);
                beginning.taken_over.scenarios.add_all(part.scenarios);
                beginning.taken_over.tally.merge(part.tally);
                beginning.taken_over.rows.insert(beginning.taken_over.rows.end(), part.rows.begin(), part.rows.end());
            }
            RowReader(checkpoints.path(), beginning.taken_over.rows);
        } catch (const IoError& error) {
            problem = error.what();
        }
        // All ranks fall back together.
        if (communicator.all_max(problem.empty() ? 0 : 1) == 0) {
            return beginning;
        }
        for (const std::string& one : communicator.gather(problem)) {
            if (!one.empty()) {
                log.say("WARNING: checkpoint " + std::to_string(manifest.generation) + " is of no use: " + one);
            }
        }
    }
    agree_on_root(communicator, [&] {
        throw IoError(checkpoints.path().string() +
                      ": no checkpoint is whole; what was simulated is lost; remove the directory and run again");
    });
    std::terminate();  // agree_on_root has thrown
}

/// Collective: what no rank has finished. The root's.
NumberSet missing_scenarios(const ShareState& taken_over, std::int64_t scenarios, Communicator& communicator) {
    ByteWriter out;
    taken_over.scenarios.write(out);
    NumberSet done;
    for (const std::string& bytes : communicator.gather(out.take())) {
        NumberSet of_rank;
        ByteReader in(bytes);
        of_rank.read(in);
        done.add_all(of_rank);
    }
    return done.missing_from({0, scenarios});
}

}  // namespace

ExitCode run_batch(const RunRequest& request, Communicator& communicator) {
    const int threads = threads_of(request.manner);
    RunLog log{voice_of(communicator)};
    Provenance provenance = begin_provenance(communicator, threads, request.manner.command_line);
    const LoadedInput input = load_everywhere(request, communicator);

    std::optional<RunDirectory> directory;
    const CheckpointDirectory checkpoints(request.directory);
    agree_on_root(communicator, [&] {
        directory.emplace(request.directory, RunDirectory::For::new_run);
        checkpoints.remove();  // what a run left that was killed before its first checkpoint
        checkpoints.make();
        checkpoints.write_input(input.resolved);
        log.open_file(request.directory / "log");
        say_start(input, provenance, log);
    });
    Beginning beginning{{std::string(version), std::string(git_sha), input.digest, 0, 1, input.options.scenarios, {}},
                        {{}, Tally{tally_shape(input)}, {}},
                        NumberSet({0, input.options.scenarios})};
    return carry_out(request.directory, input, std::move(beginning), request.manner, threads, provenance, log,
                     communicator);
}

ExitCode resume_batch(const std::filesystem::path& path, const RunManner& manner, Communicator& communicator) {
    const int threads = threads_of(manner);
    RunLog log{voice_of(communicator)};
    Provenance provenance = begin_provenance(communicator, threads, manner.command_line);
    const CheckpointDirectory checkpoints(path);
    std::optional<RunDirectory> directory;
    bool finished = false;
    std::string resolved;
    std::vector<std::string> problems;
    agree_on_root(communicator, [&] {
        directory.emplace(path, RunDirectory::For::resume);
        log.open_file(path / "log");
        finished = std::filesystem::exists(path / results_file_name);
        if (finished) {
            checkpoints.remove();  // a kill after publishing may have left it
            log.say("the run is finished: " + (path / results_file_name).string());
            return;
        }
        resolved = checkpoints.read_input();
    });
    if (communicator.all_max(finished ? 1 : 0) != 0) {
        return ExitCode::success;
    }
    communicator.broadcast(resolved);
    std::optional<LoadedInput> input;
    std::vector<Manifest> manifests;
    agree(communicator, [&] {
        const std::string name = (checkpoints.path() / "input.toml").string();
        FileBundle files = FileBundle::from_memory(name, resolved);
        input = load_input(name, files, Overrides{});
        manifests = checkpoints.manifests(problems);
        for (const Manifest& manifest : manifests) {
            require_same_engine(path, manifest);
            if (manifest.input_digest != input->digest) {
                throw IoError(name + ": is not the input of the checkpoint; its digest is " + input->digest + ", not " +
                              manifest.input_digest + "; restore it or run again");
            }
        }
    });
    for (const std::string& problem : problems) {
        log.say("WARNING: " + problem);
    }
    Beginning beginning = read_checkpoint(checkpoints, *input, manifests, log, communicator);
    beginning.pile = missing_scenarios(beginning.taken_over, input->options.scenarios, communicator);
    // Names of files that a damaged generation or a killed session left are not used again.
    for (const Manifest& manifest : manifests) {
        beginning.manifest.generation = std::max(beginning.manifest.generation, manifest.generation);
        beginning.manifest.session = std::max(beginning.manifest.session, manifest.session);
    }
    ++beginning.manifest.session;
    if (communicator.is_root()) {
        say_start(*input, provenance, log);
        log.say(fmt::format("{} scenarios are done, {} are missing", input->options.scenarios - beginning.pile.size(),
                            beginning.pile.size()));
    }
    return carry_out(path, *input, std::move(beginning), manner, threads, provenance, log, communicator);
}

}  // namespace hadome
