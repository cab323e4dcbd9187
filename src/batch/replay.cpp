#include "batch/replay.hpp"

#include "batch/input_files.hpp"
#include "batch/plan.hpp"
#include "cascade/simulator.hpp"
#include "core/check.hpp"
#include "core/diagnostics.hpp"
#include "core/version.hpp"
#include "results/stored_run.hpp"
#include "results/verify.hpp"
#include "threats/sampler.hpp"

namespace hadome {
namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& problem, const std::string& reason,
                         const std::string& remedy) {
    Diagnostics diagnostics;
    diagnostics.add({where, 0, 0}, problem, reason, remedy);
    throw InputError(std::move(diagnostics));
}

std::int64_t number_of(const ReplayRequest& request, const StoredRun& run) {
    if (!request.scenario) {
        return run.worst_scenario(request.worst);
    }
    const std::int64_t number = *request.scenario;
    const std::int64_t scenarios = run.info().scenarios;
    if (number < 0 || number >= scenarios) {
        refuse("--scenario", std::to_string(number) + " is out of range",
               "the run has " + std::to_string(scenarios) + " scenarios, counted from 0",
               scenarios > 0 ? "give a number from 0 to " + std::to_string(scenarios - 1) : "name another run");
    }
    return number;
}

LoadedInput input_of(const ReplayRequest& request, const StoredRun& run) {
    if (!request.run_file.empty()) {
        FileBundle files = files_on_disk();
        // What was given on the run's command line is part of its input.
        const Overrides overrides{run.info().scenarios, static_cast<std::int64_t>(run.info().seed)};
        return load_input(request.run_file, files, overrides);
    }
    const std::optional<std::string> text = run.input();
    if (!text) {
        refuse(run.file_name(), "the run did not keep its input", "its run file says embed_input = false",
               "name that run file: --input RUN.toml");
    }
    const std::string name = run.file_name() + ":/input";
    FileBundle files = FileBundle::from_memory(name, *text);
    return load_input(name, files, Overrides{});
}

void check_digest(const ReplayRequest& request, const StoredRun& run, const LoadedInput& input) {
    if (input.digest == run.info().input_digest) {
        return;
    }
    const std::string digests = "its digest is " + input.digest + ", that of the run " + run.info().input_digest;
    if (!request.run_file.empty()) {
        refuse(request.run_file, "it is not the input of this run", digests, "name the run file as it was then");
    }
    refuse(run.file_name(), "this version reads the input kept there otherwise than the one that wrote it", digests,
           "use the version of the run: " + run.info().hadome_version + " (" + run.info().git_sha + ")");
}

bool same_engine(const RunInfo& info) {
    return info.hadome_version == version && info.git_sha == git_sha;
}

std::string engines(const RunInfo& info) {
    return "the run was made by " + info.hadome_version + " (" + info.git_sha + "), this is " + std::string(version) +
           " (" + std::string(git_sha) + ")";
}

void check_ended(const StoredRun& run, const Replay& replay) {
    if (replay.journal.given_up != GiveUp::no) {
        refuse(run.file_name(), "scenario " + std::to_string(replay.scenario.number) + " has no end to tell of",
               replay.journal.given_up == GiveUp::too_much_work
                   ? "it takes more than the work_limit of " + std::to_string(replay.input.options.work_limit)
                   : "it has more changes of state than can be kept",
               "run it again with a larger work_limit, a shorter horizon or run_off, or lower rates");
    }
}

void check_loss(const StoredRun& run, const Replay& replay) {
    if (!replay.stored_loss || *replay.stored_loss == replay.loss.all()) {
        return;
    }
    const std::string problem = "scenario " + std::to_string(replay.scenario.number) + " now loses " +
                                std::to_string(replay.loss.all()) + " JPY, in the run " +
                                std::to_string(*replay.stored_loss) + " JPY";
    if (!same_engine(run.info())) {
        refuse(run.file_name(), problem, engines(run.info()), "replay it with the engine of the run, or run again");
    }
    throw InternalError(run.file_name() + ": " + problem + " by the same engine");
}

void draw(const StoredRun& run, std::int64_t number, Replay& replay) {
    const RunOptions& options = replay.input.options;
    ScenarioSampler::Storage storage;
    try {
        ScenarioSampler(replay.input.model, options.seed, only_world, options.horizon, options.drawn)
            .draw(number, storage, replay.scenario);
    } catch (const ScenarioGivenUp& reason) {
        refuse(run.file_name(), reason.what(), "it does not fit in memory",
               "run it again with lower rates or a shorter horizon");
    }
}

}  // namespace

Replay replay(const ReplayRequest& request) {
    require_undamaged(request.directory);
    const StoredRun run(request.directory);
    Replay replay;
    const std::int64_t number = number_of(request, run);
    if (!same_engine(run.info())) {
        replay.warnings.push_back("warning: " + engines(run.info()));
    }
    replay.input = input_of(request, run);
    check_digest(request, run, replay.input);
    const Model& model = replay.input.model;
    const RunOptions& options = replay.input.options;
    draw(run, number, replay);

    SimulatorOptions simulation;
    simulation.work_limit = options.work_limit;
    simulation.keep_notes = true;
    replay.journal = Simulator(model, options.cap(), simulation).run(replay.scenario, Treatment{});
    check_ended(run, replay);
    LossAccount account(model, options.starts);
    replay.loss = account.assess(replay.scenario, replay.journal);
    replay.outages = account.outages();
    replay.reached = account.reached(replay.scenario, replay.journal);
    replay.stored_loss = run.loss(number);
    check_loss(run, replay);
    return replay;
}

}  // namespace hadome
