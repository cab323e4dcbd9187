#include <CLI/CLI.hpp>
#include <memory>

#include "batch/merge.hpp"
#include "cli/commands.hpp"
#include "cli/run_options.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

void add_merge_command(CLI::App& app, Invocation& invocation) {
    struct Arguments {
        std::vector<std::filesystem::path> directories;
        std::filesystem::path out;
        double silence_allowed = Precautions{}.silence_allowed;
    };
    CLI::App* command = app.add_subcommand("merge", "Join the shards of a run into its results");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("DIR", arguments->directories, "Directories of `run --shard i/N`, in any order")->required();
    command->add_option("-o,--output", arguments->out, "Directory for results, log and provenance")->required();
    const auto progress = add_progress(*command);
    add_watchdog(*command, [arguments](double seconds) { arguments->silence_allowed = seconds; });
    command->callback([arguments, progress, &invocation] {
        const std::vector<std::string> command_line = invocation.command_line;
        invocation.action = [arguments, mode = progress(), command_line] {
            return run_on_ranks(
                [&](Communicator& communicator) {
                    merge_batch(arguments->directories, arguments->out, mode, command_line, communicator);
                    return ExitCode::success;
                },
                arguments->silence_allowed);
        };
    });
}

}  // namespace hadome
