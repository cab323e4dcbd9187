#include <CLI/CLI.hpp>
#include <memory>

#include "batch/run.hpp"
#include "batch/stop_signal.hpp"
#include "cli/commands.hpp"
#include "cli/count_option.hpp"
#include "cli/run_options.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

void add_resume_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand("resume", "Go on with a run that was stopped, on any ranks and threads");
    const auto directory = std::make_shared<std::string>();
    const auto scenarios = std::make_shared<std::optional<std::int64_t>>();
    const auto manner = std::make_shared<RunManner>();
    command->add_option("DIR", *directory, "Run directory")->required();
    add_count(*command, "--scenarios", "Extend the run to so many scenarios in all", 1, most_scenarios,
              [scenarios](std::int64_t value) { *scenarios = value; });
    const auto complete = add_run_options(*command, manner);
    command->preparse_callback([](std::size_t) { listen_for_stop_signals(); });  // a run takes long to get going
    command->callback([directory, scenarios, manner, complete, &invocation] {
        complete();
        manner->command_line = invocation.command_line;
        invocation.action = [directory, scenarios, manner] {
            return run_on_ranks(
                [&](Communicator& communicator) {
                    return resume_batch({*directory, *scenarios, *manner}, communicator);
                },
                manner->precautions.silence_allowed);
        };
    });
}

}  // namespace hadome
