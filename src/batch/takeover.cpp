#include "batch/takeover.hpp"

#include <algorithm>
#include <exception>

#include "batch/shard.hpp"
#include "batch/worker.hpp"
#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "core/version.hpp"
#include "parallel/agree.hpp"
#include "results/format.hpp"
#include "results/scenario_table.hpp"
#include "results/verify.hpp"

namespace hadome {
namespace {

void require_same_engine(const std::filesystem::path& directory, const Manifest& manifest) {
    if (manifest.hadome_version == version && manifest.git_sha == git_sha) {
        return;
    }
    Diagnostics diagnostics;
    diagnostics.add({directory.string(), 0, 0}, "the run was begun by another version",
                    "that was " + manifest.hadome_version + " (" + manifest.git_sha + "), this is " +
                        std::string(version) + " (" + std::string(git_sha) + ")",
                    "go on with that version, or run again");
    throw InputError(std::move(diagnostics));
}

/// Adds a part to what this rank has. A part may be what its manifest says and yet not belong here; the sums take for
/// granted that it does.
void add_part(const std::filesystem::path& file, const ShareState& part, ShareState& sum) {
    const auto refuse = [&](const std::string& reason) {
        throw IoError(file.string() + ": is not of this run; " + reason +
                      "; go on from an older checkpoint or run again");
    };
    if (part.tally.shape != sum.tally.shape) {
        refuse("its tally is of another model");
    }
    if (part.tally.scenarios + part.tally.given_up != part.scenarios.size()) {
        refuse("its tally is not of the scenarios that it names");
    }
    if (sum.scenarios.contains_any(part.scenarios)) {
        refuse("it holds scenarios that another part holds as well");
    }
    sum.scenarios.add_all(part.scenarios);
    sum.tally.merge(part.tally);
    sum.losses.insert(sum.losses.end(), part.losses.begin(), part.losses.end());
    sum.rows.insert(sum.rows.end(), part.rows.begin(), part.rows.end());
}

/// The parts of one generation that fall to this rank, added up. \throws IoError when one is damaged
ShareState read_parts(const CheckpointDirectory& checkpoints, const Manifest& manifest, const TallyShape& shape,
                      int first_rank, const Communicator& communicator) {
    ShareState sum{{}, Tally{shape}, {}, {}};
    const int size = communicator.size();
    for (auto k = static_cast<std::size_t>((communicator.rank() - first_rank + size) % size); k < manifest.parts.size();
         k += static_cast<std::size_t>(size)) {
        const CheckpointPart& part = manifest.parts[k];
        add_part(checkpoints.path() / part.file, checkpoints.read_part(part), sum);
    }
    // They are looked through, and are those of the scenarios that are counted.
    const RowReader<LossBlock> losses(checkpoints.path(), sum.losses);
    const RowReader<ScenarioBlock> rows(checkpoints.path(), sum.rows);
    if (!(losses.seen() == sum.scenarios) || !(sum.rows.empty() || rows.seen() == sum.scenarios)) {
        throw IoError(
            checkpoints.path().string() +
            ": losses or rows are not of the scenarios that are finished; go on from an older checkpoint or run again");
    }
    return sum;
}

/// Those of `range` that no rank has taken over. \param taken_over as bytes, by rank
/// \throws IoError when two ranks have the same, or one has others than these
NumberSet missing_scenarios(const std::filesystem::path& checkpoint, const std::vector<std::string>& taken_over,
                            NumberRange range) {
    const auto refuse = [&](const std::string& reason) {
        throw IoError(checkpoint.string() + ": " + reason + "; go on from an older checkpoint or run again");
    };
    NumberSet done;
    for (const std::string& bytes : taken_over) {
        NumberSet of_rank;
        ByteReader in(bytes);
        of_rank.read(in);
        if (done.contains_any(of_rank)) {
            refuse("two of its parts hold the same scenarios");
        }
        done.add_all(of_rank);
    }
    NumberSet missing = done.missing_from(range);
    if (missing.size() + done.size() != range.size()) {
        refuse("it holds scenarios that are not of this run");
    }
    return missing;
}

}  // namespace

StoppedRun share_stopped_run(Communicator& communicator, const std::function<StoppedRun()>& read) {
    StoppedRun run;
    std::string bytes;
    agree_on_root(communicator, [&] {
        run = read();
        ByteWriter out;
        out.put_text(run.directory.string());
        out.put_text(run.resolved);
        out.put(run.extended_to);
        out.put(static_cast<std::uint64_t>(run.manifests.size()));
        for (const Manifest& manifest : run.manifests) {
            out.put_text(manifest.to_text());
        }
        bytes = out.take();
    });
    communicator.broadcast(bytes);
    if (!communicator.is_root()) {
        ByteReader in(bytes);
        run.directory = in.get_text();
        run.resolved = in.get_text();
        run.extended_to = in.get<std::optional<std::int64_t>>();
        const auto count = in.get<std::uint64_t>();
        for (std::uint64_t k = 0; k < count; ++k) {
            run.manifests.push_back(Manifest::from_text("manifest", in.get_text()));
        }
    }
    return run;
}

StoppedRun read_stopped_run(const std::filesystem::path& directory) {
    const CheckpointDirectory checkpoints(directory);
    StoppedRun run{directory, checkpoints.read_input(), {}, {}, {}};
    run.manifests = checkpoints.manifests(run.problems);
    try {
        run.extended_to = checkpoints.extended_to();
    } catch (const IoError& damaged) {
        run.problems.emplace_back(damaged.what());
    }
    if (!run.extended_to && !run.manifests.empty()) {
        const auto fewer = [](const Manifest& a, const Manifest& b) { return a.scenarios < b.scenarios; };
        run.extended_to = std::max_element(run.manifests.begin(), run.manifests.end(), fewer)->scenarios;
    }
    // Whatever is noted or lost: results are never of fewer scenarios than they were.
    if (const auto published = published_scenarios(directory)) {
        run.extended_to = std::max(run.extended_to.value_or(0), *published);
    }
    return run;
}

namespace {

/// What was written out was good: an error in it is damage.
LoadedInput as_begun(const std::string& name, FileBundle& files) {
    try {
        return load_input(name, files, Overrides{});
    } catch (const InputError& error) {
        throw IoError(name + ": is not the input of the checkpoint; it is damaged: " + error.what() +
                      "; restore it or run again");
    }
}

}  // namespace

LoadedInput input_of(const StoppedRun& run) {
    const std::string name = (CheckpointDirectory(run.directory).path() / "input.toml").string();
    for (const Manifest& manifest : run.manifests) {
        require_same_engine(run.directory, manifest);
    }
    FileBundle files = FileBundle::from_memory(name, run.resolved);
    LoadedInput input = as_begun(name, files);
    for (const Manifest& manifest : run.manifests) {
        if (manifest.input_digest != input.digest) {
            throw IoError(name + ": is not the input of the checkpoint; its digest is " + input.digest + ", not " +
                          manifest.input_digest + "; restore it or run again");
        }
    }
    if (run.extended_to && *run.extended_to != input.options.scenarios) {
        input = load_input(name, files, Overrides{.scenarios = *run.extended_to});
    }
    return input;
}

Beginning take_over(const StoppedRun& run, const LoadedInput& input, std::vector<std::string>& warnings,
                    Communicator& communicator, int first_rank) {
    const CheckpointDirectory checkpoints(run.directory);
    warnings.insert(warnings.end(), run.problems.begin(), run.problems.end());
    for (const Manifest& manifest : run.manifests) {
        Beginning beginning;
        beginning.manifest = manifest;
        beginning.manifest.follows = manifest.generation;
        std::string problem;
        const auto attempt = [&](const std::function<void()>& work) {
            try {
                work();
            } catch (const IoError& error) {
                problem = error.what();
            }
        };
        // The files of a long run take long to read, and a run of a part each is read by one rank alone.
        agree_on_long_work(communicator, [&] {
            attempt([&] {
                beginning.taken_over = read_parts(checkpoints, manifest, tally_shape(input), first_rank, communicator);
            });
        });
        ByteWriter out;
        beginning.taken_over.scenarios.write(out);
        const std::vector<std::string> taken_over = communicator.gather(out.take());
        if (communicator.is_root() && problem.empty()) {
            const Shard shard{manifest.shard_index, manifest.shard_count};
            attempt([&] {
                beginning.pile =
                    missing_scenarios(checkpoints.path(), taken_over, shard.scenarios_of(input.options.scenarios));
            });
        }
        // All ranks fall back together.
        if (communicator.all_max(problem.empty() ? 0 : 1) == 0) {
            return beginning;
        }
        for (const std::string& one : communicator.gather(problem)) {
            if (!one.empty()) {
                warnings.push_back("checkpoint " + std::to_string(manifest.generation) + " is of no use: " + one);
            }
        }
    }
    agree_on_root(communicator, [&] {
        std::string all;
        for (const std::string& text : warnings) {
            all += text + "\n";
        }
        throw IoError(all + checkpoints.path().string() +
                      (std::filesystem::exists(run.directory / results_file_name)
                           ? ": no checkpoint is whole; the results stand as they are, but cannot be extended; remove "
                             "the checkpoint, and for more scenarios run again"
                           : ": no checkpoint is whole; what was simulated is lost; remove the directory and run "
                             "again"));
    });
    std::terminate();  // agree_on_root has thrown
}

}  // namespace hadome
