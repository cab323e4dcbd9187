#include <omp.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "batch/estimate.hpp"
#include "batch/input_files.hpp"
#include "cli/commands.hpp"
#include "cli/count_option.hpp"
#include "input/load.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

namespace {

constexpr double probe_seconds = 5.0;
constexpr std::int64_t most_ranks = 1'000'000;

struct ValidateRequest {
    std::string run_file;
    bool dump = false;
    bool estimate = false;
    std::int64_t scenarios = -1;  ///< -1: as in the file
    int ranks = 1;
    int threads = 0;  ///< 0: as OpenMP finds the machine
};

void validate(const ValidateRequest& request) {
    FileBundle files = files_on_disk();
    const LoadedInput input = load_input(request.run_file, files, Overrides{.scenarios = request.scenarios});
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
    if (request.estimate) {
        const int threads = request.threads > 0 ? request.threads : omp_get_max_threads();
        for (const std::string& line : estimate_lines(input, probe_run(input, probe_seconds), request.ranks, threads)) {
            std::printf("%s\n", line.c_str());
        }
    }
}

}  // namespace

void add_validate_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand("validate", "Check a run file and all it names; every error at once");
    const auto request = std::make_shared<ValidateRequest>();
    command->add_option("RUN.toml", request->run_file, "Run file")->required();
    command->add_flag("--dump", request->dump, "Print the fully resolved input, every default written out");
    CLI::Option* estimate =
        command->add_flag("--estimate", request->estimate,
                          "Simulate for some seconds, and say time, memory of a rank and disk of the whole run");
    add_count(*command, "--scenarios", "Estimate: number of scenarios, instead of the run file's", 0, most_scenarios,
              [request](std::int64_t value) { request->scenarios = value; })
        ->needs(estimate);
    add_count(*command, "--ranks", "Estimate: ranks of the run (default 1)", 1, most_ranks,
              [request](std::int64_t value) { request->ranks = static_cast<int>(value); })
        ->needs(estimate);
    add_count(*command, "--threads", "Estimate: threads of each rank (default: all cores of this machine)", 1,
              most_threads, [request](std::int64_t value) { request->threads = static_cast<int>(value); })
        ->needs(estimate);
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
