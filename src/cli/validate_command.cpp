#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "cli/commands.hpp"
#include "input/load.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

namespace {

struct ValidateRequest {
    std::string run_file;
    bool dump = false;
};

void validate(const ValidateRequest& request) {
    FileBundle files;
    const LoadedInput input = load_input(request.run_file, files, Overrides{});
    if (request.dump) {
        std::fputs(input.resolved.c_str(), stdout);
        return;
    }
    const Model& model = input.model;
    std::printf("%s: no errors\n", request.run_file.c_str());
    for (const std::string& notice : model.notices) {
        std::printf("notice: %s\n", notice.c_str());
    }
    std::printf("sectors: %zu\nregions: %zu\nfunctions: %zu\nnodes: %zu\n", model.sectors.size(), model.regions.size(),
                model.functions.size(), model.nodes.size());
    std::printf("dependency_groups: %zu\nsuppliers: %zu\n", model.groups.size(), model.suppliers.size());
    std::printf("scenarios: %lld\ninput_digest: %s\n", static_cast<long long>(input.options.scenarios),
                input.digest.c_str());
}

}  // namespace

void add_validate_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand("validate", "Check a run file and all it names; every error at once");
    const auto request = std::make_shared<ValidateRequest>();
    command->add_option("RUN.toml", request->run_file, "Run file")->required();
    command->add_flag("--dump", request->dump, "Print the fully resolved input, every default written out");
    command->callback([request, &invocation] {
        invocation.action = [request] {
            return run_alone([&](Communicator&) {
                validate(*request);
                return ExitCode::success;
            });
        };
    });
}

}  // namespace hadome
