#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "batch/run_status.hpp"
#include "cli/commands.hpp"
#include "core/check.hpp"
#include "parallel/run_on_ranks.hpp"
#include "results/format.hpp"
#include "results/run_info.hpp"
#include "results/verify.hpp"

namespace hadome {

namespace {

void print_info(const RunInfo& info) {
    std::printf("title: %s\n", info.title.c_str());
    std::printf("scenarios: %lld\n", static_cast<long long>(info.scenarios));
    std::printf("seed: %llu\n", static_cast<unsigned long long>(info.seed));
    std::printf("horizon_hours: %.10g\n", info.horizon_hours);
    std::printf("scenario_kind: %s\n", info.scenario_kind.c_str());
    std::printf("scenario_table: %s\n", info.scenario_table.c_str());
    std::printf("input_digest: %s\n", info.input_digest.c_str());
    std::printf("hadome_version: %s\n", info.hadome_version.c_str());
    std::printf("git_sha: %s\n", info.git_sha.c_str());
    std::printf("format_version: %lld\n", static_cast<long long>(info.format_version));
}

void print_status(const std::optional<std::string>& status) {
    if (status) {
        std::printf("status: %s\n", status->c_str());
    }
}

ExitCode info(const std::string& directory) {
    const std::optional<std::string> status = status_of(directory);
    const bool has_results = std::filesystem::exists(std::filesystem::path(directory) / results_file_name);
    if (has_results) {
        // No figure of a damaged file is told: how far the run is does not depend on it, unless nothing else stands.
        try {
            require_undamaged(directory);
        } catch (const IoError&) {
            if (status != finished_status) {
                print_status(status);
            }
            throw;
        }
    }
    if (has_results || !status) {
        print_info(read_info(directory));
    }
    print_status(status);
    return ExitCode::success;
}

}  // namespace

void add_info_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand("info", "Say what a run is, and how far");
    const auto directory = std::make_shared<std::string>();
    command->add_option("DIR", *directory, "Run directory")->required();
    command->callback([directory, &invocation] {
        invocation.action = [directory] { return run_alone([&](Communicator&) { return info(*directory); }); };
    });
}

}  // namespace hadome
