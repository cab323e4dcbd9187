#include "batch/merge.hpp"

#include <sys/resource.h>

#include <map>
#include <memory>
#include <optional>
#include <set>

#include "batch/progress_text.hpp"
#include "batch/publish_run.hpp"
#include "batch/run_directory.hpp"
#include "batch/shard.hpp"
#include "batch/takeover.hpp"
#include "batch/worker.hpp"
#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "parallel/agree.hpp"
#include "results/format.hpp"

namespace hadome {
namespace {

void add(Diagnostics& diagnostics, const std::filesystem::path& directory, const std::string& problem,
         const std::string& reason, const std::string& remedy) {
    diagnostics.add({directory.string(), 0, 0}, problem, reason, remedy);
}

std::string name_of(const Manifest& manifest) {
    return "shard " + std::to_string(manifest.shard_index) + " of " + std::to_string(manifest.shard_count);
}

/// The root: what can be said of the shards before their states are read.
void check_together(const std::vector<StoppedRun>& runs, Diagnostics& diagnostics) {
    const StoppedRun* first = nullptr;
    std::map<std::int64_t, const StoppedRun*> by_index;
    for (const StoppedRun& run : runs) {
        if (run.manifests.empty()) {
            add(diagnostics, run.directory, "is no shard", "it has no checkpoint that can be read",
                "name the directory of `hadome run --shard i/N`");
            continue;
        }
        const Manifest& manifest = run.manifests.front();
        if (first == nullptr) {
            first = &run;
        }
        const Manifest& other = first->manifests.front();
        if (manifest.input_digest != other.input_digest || manifest.shard_count != other.shard_count) {
            add(diagnostics, run.directory, name_of(manifest) + " is of another run than " + first->directory.string(),
                "its input is " + manifest.input_digest + ", there it is " + other.input_digest + " in " +
                    std::to_string(other.shard_count) + " shards",
                "name the shards of one run");
            continue;
        }
        if (manifest.hadome_version != other.hadome_version || manifest.git_sha != other.git_sha) {
            add(diagnostics, run.directory,
                name_of(manifest) + " was made by another version than " + first->directory.string(),
                "that was " + manifest.hadome_version + " (" + manifest.git_sha + "), there it is " +
                    other.hadome_version + " (" + other.git_sha + ")",
                "run all shards with one version");
            continue;
        }
        const auto [known, is_new] = by_index.try_emplace(manifest.shard_index, &run);
        if (!is_new) {
            add(diagnostics, run.directory, name_of(manifest) + " is there twice",
                "it is also in " + known->second->directory.string(), "name one of them");
        }
    }
    if (first == nullptr) {
        return;
    }
    for (std::int64_t index = 1; index <= first->manifests.front().shard_count; ++index) {
        if (!by_index.contains(index)) {
            add(diagnostics, first->directory,
                "shard " + std::to_string(index) + " of " + std::to_string(first->manifests.front().shard_count) +
                    " is missing",
                "none of the directories holds it", "name its directory, or run it");
        }
    }
}

/// With full paths, for they are of several directories.
void add_files(const std::filesystem::path& directory, const std::vector<RowFile>& files, std::vector<RowFile>& all) {
    for (const RowFile& file : files) {
        all.push_back({std::filesystem::absolute(directory / file.name).string(), file.bytes});
    }
}

/// The lock of every shard is an open file.
void raise_limit_of_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

void throw_if_any(Diagnostics& diagnostics) {
    if (!diagnostics.empty()) {
        throw InputError(std::move(diagnostics));
    }
}

}  // namespace

void merge_batch(const std::vector<std::filesystem::path>& directories, const std::filesystem::path& out,
                 ProgressMode progress, const std::vector<std::string>& command_line, Communicator& communicator) {
    RunLog log{communicator.is_root() ? RunLog::Voice::speaking : RunLog::Voice::mute};
    Provenance provenance = begin_provenance(communicator, 1, command_line);
    agree_on_root(communicator, [&] {
        Diagnostics diagnostics;
        std::set<std::filesystem::path> named;
        for (const std::filesystem::path& directory : directories) {
            if (!named.insert(std::filesystem::weakly_canonical(directory)).second) {
                add(diagnostics, directory, "is named twice", "a shard is joined once", "name it once");
            }
        }
        if (named.contains(std::filesystem::weakly_canonical(out))) {
            add(diagnostics, out, "is one of the shards", "the joined results get a directory of their own",
                "choose another with -o");
        }
        throw_if_any(diagnostics);
    });
    raise_limit_of_files();
    // A shard that is still at work is not joined, and none begins to work meanwhile.
    std::vector<std::unique_ptr<RunDirectory>> locks;
    std::vector<StoppedRun> runs;
    for (const std::filesystem::path& directory : directories) {
        runs.push_back(share_stopped_run(communicator, [&] {
            locks.push_back(std::make_unique<RunDirectory>(directory, RunDirectory::For::resume));
            if (std::filesystem::exists(directory / results_file_name)) {
                Diagnostics diagnostics;
                add(diagnostics, directory, "is no shard", "it holds the results of a whole run",
                    "name the directory of `hadome run --shard i/N`");
                throw InputError(std::move(diagnostics));
            }
            return read_stopped_run(directory);
        }));
    }
    agree_on_root(communicator, [&] {
        Diagnostics diagnostics;
        check_together(runs, diagnostics);
        throw_if_any(diagnostics);
    });
    std::optional<LoadedInput> input;
    agree(communicator, [&] { input = input_of(runs.front()); });

    ShareState whole{{}, Tally{tally_shape(*input)}, {}, {}};
    Diagnostics unfinished;
    std::vector<std::string> warnings;
    int reader = Communicator::root;
    std::int64_t shards_read = 0;
    std::int64_t scenarios_read = 0;  // as the root knows
    ProgressScreen screen(communicator.is_root() ? progress : ProgressMode::none, log);
    const auto line = [&] {
        return shards_line(shards_read, static_cast<std::int64_t>(runs.size()), scenarios_read, screen.elapsed());
    };
    const auto bar = [&] {
        return shards_bar(shards_read, static_cast<std::int64_t>(runs.size()), scenarios_read, screen.elapsed());
    };
    log.say("reading " + std::to_string(runs.size()) + " shards");
    for (const StoppedRun& run : runs) {
        screen.show(line, bar);
        const Beginning shard = take_over(run, *input, warnings, communicator, reader++ % communicator.size());
        const NumberRange range =
            Shard{shard.manifest.shard_index, shard.manifest.shard_count}.scenarios_of(input->options.scenarios);
        const std::int64_t missing = shard.pile.size();
        if (missing > 0) {
            add(unfinished, run.directory, name_of(shard.manifest) + " is not finished",
                std::to_string(missing) + " of its " + std::to_string(range.size()) + " scenarios are missing",
                "go on with `hadome resume " + run.directory.string() + "`");
        }
        whole.scenarios.add_all(shard.taken_over.scenarios);
        whole.tally.merge(shard.taken_over.tally);
        const std::filesystem::path logs = CheckpointDirectory(run.directory).path();
        add_files(logs, shard.taken_over.losses, whole.losses);
        add_files(logs, shard.taken_over.rows, whole.rows);
        ++shards_read;
        scenarios_read += range.size() - missing;
    }
    screen.finish(bar);
    for (const std::string& warning : warnings) {
        log.say("WARNING: " + warning);
    }
    std::optional<RunDirectory> claimed;
    agree_on_root(communicator, [&] {
        throw_if_any(unfinished);
        claimed.emplace(out, RunDirectory::For::new_run);
        log.open_file(out / "log");
        log.say("joining " + std::to_string(runs.size()) + " shards");
    });
    publish_run(out, *input, whole, {}, provenance, log, communicator);
}

}  // namespace hadome
