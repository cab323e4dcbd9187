#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hadome {

/// What the command line came to: the action of the subcommand that was named.
struct Invocation {
    std::vector<std::string> command_line;
    std::function<int()> action;  ///< \return exit code
};

/// Each adds one subcommand, which stores its action in `invocation` when it is the one named.
void add_run_command(CLI::App& app, Invocation& invocation);
void add_resume_command(CLI::App& app, Invocation& invocation);
void add_merge_command(CLI::App& app, Invocation& invocation);
void add_validate_command(CLI::App& app, Invocation& invocation);
void add_info_command(CLI::App& app, Invocation& invocation);
void add_verify_command(CLI::App& app, Invocation& invocation);
void add_replay_command(CLI::App& app, Invocation& invocation);
void add_metrics_command(CLI::App& app, Invocation& invocation);

/// The whole program: command line in, exit code out.
int run_command_line(int argc, char** argv);

}  // namespace hadome
