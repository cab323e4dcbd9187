#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/count_option.hpp"
#include "cli/loss_metrics.hpp"
#include "core/diagnostics.hpp"
#include "input/file_bundle.hpp"
#include "input/loss_table.hpp"
#include "parallel/run_on_ranks.hpp"

namespace hadome {

namespace {

struct MetricsArguments {
    std::string file;
    std::vector<double> levels{0.95, 0.99, 0.999};
    std::int64_t scenarios = 0;  ///< 0: those of the file
    bool events = false;
    bool json = false;
};

[[noreturn]] void refuse(const std::string& where, std::string problem, std::string reason, std::string remedy) {
    Diagnostics diagnostics;
    diagnostics.add({where, 0, 0}, std::move(problem), std::move(reason), std::move(remedy));
    throw InputError(std::move(diagnostics));
}

LossTable read_table(const MetricsArguments& arguments) {
    std::string why;
    const auto bytes = FileBundle().read(arguments.file, why);
    if (!bytes) {
        refuse(arguments.file, "cannot be read", why, "name a CSV file with a column loss");
    }
    return read_loss_table(arguments.file, *bytes, arguments.events ? LossRows::events : LossRows::scenarios);
}

/// Scenarios that the table leaves out for they lose nothing.
std::int64_t unnamed_scenarios(const MetricsArguments& arguments, const LossTable& table) {
    const auto named = static_cast<std::int64_t>(table.scenarios.size());
    if (arguments.scenarios == 0) {
        return 0;
    }
    if (table.has_weights || table.strata.size() > 1) {
        refuse("--scenarios", "the table has weights or strata", "what scenarios count that it leaves out is not known",
               "write them into the table with a loss of 0");
    }
    if (arguments.scenarios < named) {
        refuse("--scenarios", std::to_string(arguments.scenarios) + " is too few",
               "the table has " + std::to_string(named) + " scenarios", "give the number of all scenarios");
    }
    return arguments.scenarios - named;
}

WeightedSample sample_of(const LossTable& table, double TableScenario::*loss, std::int64_t without_loss) {
    std::vector<WeightedLoss> losses;
    losses.reserve(table.scenarios.size() + 1);
    for (const TableScenario& one : table.scenarios) {
        losses.push_back({one.*loss, one.weight, one.stratum, 1});
    }
    if (without_loss > 0) {
        losses.push_back({0.0, 1.0, 0, without_loss});
    }
    return WeightedSample(std::move(losses));
}

LossMetrics measure(const MetricsArguments& arguments) {
    const LossTable table = read_table(arguments);
    const std::int64_t without_loss = unnamed_scenarios(arguments, table);
    const WeightedSample sample = sample_of(table, &TableScenario::loss, without_loss);
    LossMetrics metrics;
    metrics.scenarios = sample.scenarios();
    metrics.effective_scenarios = sample.effective_scenarios();
    metrics.strata = sample.strata();
    metrics.mean = sample.mean();
    metrics.standard_deviation = sample.standard_deviation();
    metrics.positive_share = sample.positive_share();
    for (const double level : arguments.levels) {
        metrics.tails.push_back(sample.tail(level));
    }
    const std::vector<double> probabilities = exceedance_probabilities(std::llround(metrics.effective_scenarios));
    metrics.aggregate = sample.exceedance(probabilities);
    if (arguments.events) {
        metrics.occurrence = sample_of(table, &TableScenario::largest, without_loss).exceedance(probabilities);
    }
    return metrics;
}

}  // namespace

void add_metrics_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand(
        "metrics",
        "Estimate mean, VaR, TVaR and exceedance of a loss table: CSV with loss[, scenario, weight, stratum]");
    const auto arguments = std::make_shared<MetricsArguments>();
    command->add_option("LOSSES.csv", arguments->file, "Loss table")->required();
    command
        ->add_option_function<std::vector<double>>(
            "--tail", [arguments](const std::vector<double>& levels) { arguments->levels = levels; },
            "Levels of VaR and TVaR, between 0 and 1 (default 0.95 0.99 0.999)")
        ->check([](const std::string& text) {
            double level = 0.0;
            const bool good = CLI::detail::lexical_cast(text, level) && level > 0.0 && level < 1.0;
            return good ? std::string() : text + " is no level between 0 and 1, such as 0.99";
        })
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_flag("--events", arguments->events,
                      "Rows are events: losses of a scenario are added up, and the largest gives the occurrence curve");
    add_count(*command, "--scenarios", "Number of all scenarios, where the table leaves out those without a loss", 1,
              most_scenarios, [arguments](std::int64_t value) { arguments->scenarios = value; });
    command->add_flag("--json", arguments->json, "Print as JSON");
    command->callback([arguments, &invocation] {
        invocation.action = [arguments] {
            return run_alone([&](Communicator&) {
                const LossMetrics metrics = measure(*arguments);
                arguments->json ? print_json(metrics) : print_text(metrics);
                return ExitCode::success;
            });
        };
    });
}

}  // namespace hadome
