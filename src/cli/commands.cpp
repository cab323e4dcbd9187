#include "cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "core/version.hpp"
#include "parallel/exit_code.hpp"

namespace hadome {

int run_command_line(int argc, char** argv) {
    CLI::App app{"Hadome: where does a nation's critical infrastructure break, and what is worth mending first?"};
    app.name("hadome");
    app.set_version_flag("--version", std::string("hadome ") + version + " (" + git_sha + ")");
    app.require_subcommand(0, 1);
    app.footer("Exit codes: 0 done, 2 bad input, 70 internal error, 74 input or output error.");

    Invocation invocation{{argv, argv + argc}, {}};
    add_run_command(app, invocation);
    add_validate_command(app, invocation);
    add_info_command(app, invocation);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // The library has a code for each kind of mistake; to the shell they are all bad input. Help is no mistake.
        return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::bad_input);
    }
    if (!invocation.action) {
        std::fputs(("A command is required.\n\n" + app.help()).c_str(), stderr);
        return static_cast<int>(ExitCode::bad_input);
    }
    return invocation.action();
}

}  // namespace hadome
