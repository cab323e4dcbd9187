#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "cli/commands.hpp"
#include "parallel/run_on_ranks.hpp"
#include "results/verify.hpp"

namespace hadome {

namespace {

ExitCode verify(const std::string& directory) {
    const Verification verification = verify_results(directory);
    for (const std::string& check : verification.checked) {
        std::printf("checked: %s\n", check.c_str());
    }
    for (const std::string& failure : verification.failures) {
        std::fprintf(stderr, "%s\n", failure.c_str());
    }
    if (!verification.failures.empty()) {
        return ExitCode::io_error;
    }
    std::printf("%s: no errors\n", directory.c_str());
    return ExitCode::success;
}

}  // namespace

void add_verify_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command =
        app.add_subcommand("verify", "Check the results of a run: digest, schema, and that losses add up");
    const auto directory = std::make_shared<std::string>();
    command->add_option("DIR", *directory, "Run directory")->required();
    command->callback([directory, &invocation] {
        invocation.action = [directory] { return run_alone([&](Communicator&) { return verify(*directory); }); };
    });
}

}  // namespace hadome
