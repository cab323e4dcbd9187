#include "cli/run_options.hpp"

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <utility>

#include "cli/count_option.hpp"
#include "core/duration_text.hpp"

namespace hadome {
namespace {

constexpr double shortest = 0.001;      // [s]
constexpr double shortest_watch = 1.0;  // [s]

/// An option that takes a wall time.
void add_wall_time(CLI::App& command, const std::string& name, const std::string& text, double least,
                   std::function<void(double)> store) {
    command
        .add_option_function<std::string>(
            name, [store](const std::string& written) { store(*wall_seconds(written)); }, text)
        ->check([least](const std::string& written) -> std::string {
            const std::optional<double> seconds = wall_seconds(written);
            if (!seconds) {
                return "'" + written +
                       "' is no time; it is neither a figure with ms, s, m, min, h, d or w, nor hours, minutes and "
                       "seconds; "
                       "write 90s, 10m, 1.5h or 3:55:00";
            }
            if (*seconds < least) {
                return "'" + written + "' is too short; what a healthy run does takes longer; write " +
                       (least < 1.0 ? "1ms" : "1s") + " or more";
            }
            return {};
        })
        ->type_name("TIME");
}

}  // namespace

void add_watchdog(CLI::App& command, std::function<void(double)> store) {
    add_wall_time(command, "--watchdog", "Silence after which a rank is taken to be lost (default 10m)", shortest_watch,
                  std::move(store));
}

std::function<ProgressMode()> add_progress(CLI::App& command) {
    static const std::map<std::string, ProgressMode> modes{{"auto", ProgressMode::automatic},
                                                           {"bar", ProgressMode::bar},
                                                           {"lines", ProgressMode::lines},
                                                           {"none", ProgressMode::none}};
    const auto progress = std::make_shared<std::string>("auto");
    command.add_option("--progress", *progress, "How to show progress")->check(CLI::IsMember(modes));
    return [progress] { return modes.at(*progress); };
}

std::function<void()> add_run_options(CLI::App& command, const std::shared_ptr<RunManner>& manner) {
    add_count(command, "--threads", "Threads of each rank (default: all cores it may use)", 1, most_threads,
              [manner](std::int64_t value) { manner->threads = static_cast<int>(value); });
    const auto progress = add_progress(command);
    add_wall_time(command, "--checkpoint-every", "Time between checkpoints (default 10m)", shortest,
                  [manner](double seconds) { manner->precautions.checkpoint_every = seconds; });
    add_wall_time(command, "--max-wall", "Stop with a checkpoint and exit code 75 before this time is used up",
                  shortest, [manner](double seconds) { manner->precautions.stop_after = seconds; });
    add_watchdog(command, [manner](double seconds) { manner->precautions.silence_allowed = seconds; });
    command.add_flag_callback(
        "--discard-state", [manner] { manner->precautions.keep_state = false; },
        "When the run is finished, remove DIR/checkpoint: less disk, but the run cannot be extended");
    return [manner, progress] { manner->progress = progress(); };
}

}  // namespace hadome
