#include <CLI/CLI.hpp>
#include <limits>
#include <memory>

#include "batch/run.hpp"
#include "batch/stop_signal.hpp"
#include "cli/commands.hpp"
#include "cli/count_option.hpp"
#include "cli/run_options.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

void add_run_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand("run", "Simulate a whole run; alone, under mpirun or under srun");
    const auto request = std::make_shared<RunRequest>();
    const auto manner = std::make_shared<RunManner>();
    command->add_option("RUN.toml", request->run_file, "Run file")->required();
    command->add_option("-o,--output", request->directory, "Directory for results, log and provenance")->required();
    add_count(*command, "--scenarios", "Number of scenarios, instead of the run file's", 0, most_scenarios,
              [request](std::int64_t value) { request->overrides.scenarios = value; });
    add_count(*command, "--seed", "Seed, instead of the run file's", 0, std::numeric_limits<std::int64_t>::max(),
              [request](std::int64_t value) { request->overrides.seed = value; });
    const auto complete = add_run_options(*command, manner);
    command->callback([request, manner, complete, &invocation] {
        complete();
        request->manner = *manner;
        request->manner.command_line = invocation.command_line;
        invocation.action = [request] {
            listen_for_stop_signals();
            return run_on_ranks([&](Communicator& communicator) { return run_batch(*request, communicator); });
        };
    });
}

}  // namespace hadome
