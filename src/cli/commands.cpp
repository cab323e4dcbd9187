#include "cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "core/version.hpp"
#include "parallel/exit_code.hpp"

namespace hadome {

namespace {

/// The exit code, unless what was printed could not be written: a full disk behind `>` must not look like success.
int said_all(int code) {
    std::cout.flush();
    if (code == 0 && (std::fflush(stdout) != 0 || std::ferror(stdout) != 0 || !std::cout)) {
        std::fputs("standard output: cannot be written; the device is full or closed; send it elsewhere\n", stderr);
        return static_cast<int>(ExitCode::io_error);
    }
    return code;
}

}  // namespace

int run_command_line(int argc, char** argv) {
    CLI::App app{"Hadome: where does a nation's critical infrastructure break, and what is worth mending first?"};
    app.name("hadome");
    app.set_version_flag("--version", std::string("hadome ") + version + " (" + git_sha + ")");
    app.require_subcommand(0, 1);
    app.footer(
        "Exit codes: 0 done, 2 bad input, 70 internal error, 74 input or output error, 75 stopped with a "
        "checkpoint (resume).");

    Invocation invocation{{argv, argv + argc}, {}};
    add_run_command(app, invocation);
    add_resume_command(app, invocation);
    add_merge_command(app, invocation);
    add_validate_command(app, invocation);
    add_info_command(app, invocation);
    add_verify_command(app, invocation);
    add_replay_command(app, invocation);
    add_metrics_command(app, invocation);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {  // help and version are no mistakes
            return said_all(app.exit(error));
        }
        const std::vector<CLI::App*> used = app.get_subcommands();
        const std::string command = used.empty() ? "hadome" : "hadome " + used.front()->get_name();
        std::fputs((command + ": " + error.what() + "; see " + command + " --help\n").c_str(), stderr);
        return static_cast<int>(ExitCode::bad_input);
    }
    if (!invocation.action) {
        std::fputs(("A command is required.\n\n" + app.help()).c_str(), stderr);
        return static_cast<int>(ExitCode::bad_input);
    }
    return said_all(invocation.action());
}

}  // namespace hadome
