#include <CLI/CLI.hpp>
#include <limits>
#include <map>
#include <memory>
#include <string>

#include "batch/run.hpp"
#include "cli/commands.hpp"
#include "cli/count_option.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

namespace {

constexpr std::int64_t most_threads = 4096;

}  // namespace

void add_run_command(CLI::App& app, Invocation& invocation) {
    static const std::map<std::string, ProgressMode> progress_modes{{"auto", ProgressMode::automatic},
                                                                    {"bar", ProgressMode::bar},
                                                                    {"lines", ProgressMode::lines},
                                                                    {"none", ProgressMode::none}};
    CLI::App* command = app.add_subcommand("run", "Simulate a whole run; alone, under mpirun or under srun");
    const auto request = std::make_shared<RunRequest>();
    command->add_option("RUN.toml", request->run_file, "Run file")->required();
    command->add_option("-o,--output", request->directory, "Directory for results, log and provenance")->required();
    add_count(*command, "--scenarios", "Number of scenarios, instead of the run file's", 0, most_scenarios,
              [request](std::int64_t value) { request->overrides.scenarios = value; });
    add_count(*command, "--seed", "Seed, instead of the run file's", 0, std::numeric_limits<std::int64_t>::max(),
              [request](std::int64_t value) { request->overrides.seed = value; });
    add_count(*command, "--threads", "Threads of each rank (default: all cores it may use)", 1, most_threads,
              [request](std::int64_t value) { request->threads = static_cast<int>(value); });
    const auto progress = std::make_shared<std::string>("auto");
    command->add_option("--progress", *progress, "How to show progress")->check(CLI::IsMember(progress_modes));
    command->callback([request, progress, &invocation] {
        request->progress = progress_modes.at(*progress);
        request->command_line = invocation.command_line;
        invocation.action = [request] {
            return run_on_ranks([&](Communicator& communicator) {
                run_batch(*request, communicator);
                return ExitCode::success;
            });
        };
    });
}

}  // namespace hadome
