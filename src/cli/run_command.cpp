#include <CLI/CLI.hpp>
#include <charconv>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "batch/run.hpp"
#include "batch/stop_signal.hpp"
#include "cli/commands.hpp"
#include "cli/count_option.hpp"
#include "cli/run_options.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

namespace {

/// "2/5"; at most a million shards.
std::optional<Shard> read_shard(const std::string& text) {
    constexpr std::int64_t most = 1'000'000;
    Shard shard;
    const char* const end = text.data() + text.size();
    const auto [slash, bad_index] = std::from_chars(text.data(), end, shard.index);
    if (bad_index != std::errc() || slash == end || *slash != '/') {
        return std::nullopt;
    }
    const auto [rest, bad_count] = std::from_chars(slash + 1, end, shard.count);
    if (bad_count != std::errc() || rest != end || shard.count > most || shard.index < 1 || shard.index > shard.count) {
        return std::nullopt;
    }
    return shard;
}

}  // namespace

void add_run_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand("run", "Simulate a whole run; alone, under mpirun or under srun");
    const auto request = std::make_shared<RunRequest>();
    const auto manner = std::make_shared<RunManner>();
    command->add_option("RUN.toml", request->run_file, "Run file")->required();
    command->add_option("-o,--output", request->directory, "Directory for results, log and provenance")->required();
    add_count(*command, "--scenarios", "Number of scenarios, instead of the run file's", 0, most_scenarios,
              [request](std::int64_t value) { request->overrides.scenarios = value; });
    add_count(*command, "--seed", "Seed, instead of the run file's", 0, std::numeric_limits<std::int64_t>::max(),
              [request](std::int64_t value) { request->overrides.seed = value; });
    command
        ->add_option_function<std::string>(
            "--shard", [request](const std::string& text) { request->shard = *read_shard(text); },
            "Simulate part i of N only (i/N, from 1); `hadome merge` joins them")
        ->check([](const std::string& text) {
            return read_shard(text) ? std::string() : "'" + text + "' is no shard; write 1/5 to 5/5";
        });
    const auto complete = add_run_options(*command, manner);
    command->preparse_callback([](std::size_t) { listen_for_stop_signals(); });  // a run takes long to get going
    command->callback([request, manner, complete, &invocation] {
        complete();
        if (!request->shard.is_whole() && !manner->precautions.keep_state) {
            throw CLI::ValidationError("--discard-state",
                                       "a shard is its state, which `hadome merge` joins; leave it out");
        }
        request->manner = *manner;
        request->manner.command_line = invocation.command_line;
        invocation.action = [request] {
            return run_on_ranks([&](Communicator& communicator) { return run_batch(*request, communicator); },
                                request->manner.precautions.silence_allowed);
        };
    });
}

}  // namespace hadome
