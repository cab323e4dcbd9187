#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "batch/run.hpp"
#include "cli/commands.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

void add_run_command(CLI::App& app, Invocation& invocation) {
    static const std::map<std::string, ProgressMode> progress_modes{{"auto", ProgressMode::automatic},
                                                                    {"bar", ProgressMode::bar},
                                                                    {"lines", ProgressMode::lines},
                                                                    {"none", ProgressMode::none}};
    CLI::App* command = app.add_subcommand("run", "Simulate a whole run; alone, under mpirun or under srun");
    const auto request = std::make_shared<RunRequest>();
    command->add_option("RUN.toml", request->run_file, "Run file")->required();
    command->add_option("-o,--output", request->directory, "Directory for results, log and provenance")->required();
    command->add_option("--scenarios", request->overrides.scenarios, "Number of scenarios, instead of the run file's")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--seed", request->overrides.seed, "Seed, instead of the run file's")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--threads", request->threads, "Threads of each rank (default: all cores it may use)")
        ->check(CLI::PositiveNumber);
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
