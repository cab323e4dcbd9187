#include "batch/run.hpp"

#include <omp.h>
#include <spdlog/fmt/fmt.h>

#include <optional>

#include "batch/run_directory.hpp"
#include "batch/simulate.hpp"
#include "batch/summary.hpp"
#include "core/version.hpp"
#include "parallel/agree.hpp"
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

/// Collective: from the merged tally to files. The findings are the root's.
void publish(const std::filesystem::path& directory, const LoadedInput& input, const Tally& tally,
             const ShareFindings& share, Provenance& provenance, RunLog& log, Communicator& communicator) {
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
    write_results(directory, input, findings ? &*findings : nullptr, share.rows, communicator, complete_provenance);
    if (findings) {
        for (const std::string& line : summary_lines(input.model, tally, *metrics, findings->ranking,
                                                     scenario_words(input.model, input.options))) {
            log.say(line);
        }
    }
}

}  // namespace

void run_batch(const RunRequest& request, Communicator& communicator) {
    const int threads = request.threads > 0 ? request.threads : omp_get_max_threads();
    RunLog log{communicator.is_root() ? RunLog::Voice::speaking : RunLog::Voice::mute};
    Provenance provenance = begin_provenance(communicator, threads, request.command_line);
    const LoadedInput input = load_everywhere(request, communicator);

    std::optional<RunDirectory> directory;
    agree_on_root(communicator, [&] {
        directory.emplace(request.directory);
        log.open_file(request.directory / "log");
        say_start(input, provenance, log);
    });

    Progress progress{input.options.scenarios, request.progress, log, communicator};
    const ShareFindings share = simulate_share(input, communicator, threads, progress);
    progress.finish();
    const Tally tally = merge_tallies(share.tally, communicator);
    log.say("simulated in " + duration_text(progress.elapsed()));

    publish(request.directory, input, tally, share, provenance, log, communicator);
    log.say("results in " + (request.directory / "results.h5").string());
}

}  // namespace hadome
