#include <CLI/CLI.hpp>
#include <memory>

#include "batch/merge.hpp"
#include "cli/commands.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

void add_merge_command(CLI::App& app, Invocation& invocation) {
    struct Arguments {
        std::vector<std::filesystem::path> directories;
        std::filesystem::path out;
    };
    CLI::App* command = app.add_subcommand("merge", "Join the shards of a run into its results");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("DIR", arguments->directories, "Directories of `run --shard i/N`, in any order")->required();
    command->add_option("-o,--output", arguments->out, "Directory for results, log and provenance")->required();
    command->callback([arguments, &invocation] {
        const std::vector<std::string> command_line = invocation.command_line;
        invocation.action = [arguments, command_line] {
            return run_on_ranks([&](Communicator& communicator) {
                merge_batch(arguments->directories, arguments->out, command_line, communicator);
                return ExitCode::success;
            });
        };
    });
}

}  // namespace hadome
