#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/count_option.hpp"
#include "core/diagnostics.hpp"
#include "input/file_bundle.hpp"
#include "input/loss_table.hpp"
#include "parallel/run_on_ranks.hpp"
#include "stats/weighted_sample.hpp"

namespace hadome {

namespace {

struct MetricsArguments {
    std::string file;
    std::vector<double> levels{0.95, 0.99, 0.999};
    std::int64_t scenarios = 0;  ///< 0: those of the file
    bool events = false;
    bool json = false;
};

/// What is said of one table.
struct LossMetrics {
    std::int64_t scenarios = 0;
    double effective_scenarios = 0.0;
    std::int64_t strata = 0;
    Estimate mean;
    double standard_deviation = 0.0;
    Estimate positive_share;
    std::vector<WeightedTailRisk> tails;
    std::vector<Exceedance> aggregate;
    std::vector<Exceedance> occurrence;  ///< where rows are events
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
    const std::vector<double> probabilities =
        exceedance_probabilities(static_cast<std::int64_t>(metrics.effective_scenarios + 0.5));
    metrics.aggregate = sample.exceedance(probabilities);
    if (arguments.events) {
        metrics.occurrence = sample_of(table, &TableScenario::largest, without_loss).exceedance(probabilities);
    }
    return metrics;
}

nlohmann::ordered_json as_json(const Estimate& estimate) {
    nlohmann::ordered_json json;  // what is not finite is written as null
    json["value"] = estimate.value;
    json["standard_error"] = estimate.standard_error;
    json["low"] = estimate.low;
    json["high"] = estimate.high;
    return json;
}

nlohmann::ordered_json as_json(const std::vector<Exceedance>& curve) {
    auto json = nlohmann::ordered_json::array();
    for (const Exceedance& point : curve) {
        json.push_back({{"probability", point.probability},
                        {"return_period", 1.0 / point.probability},
                        {"loss", point.loss},
                        {"low", point.low},
                        {"high", point.high}});
    }
    return json;
}

void print_json(const LossMetrics& metrics) {
    nlohmann::ordered_json json;
    json["scenarios"] = metrics.scenarios;
    json["effective_scenarios"] = metrics.effective_scenarios;
    json["strata"] = metrics.strata;
    json["confidence"] = 0.95;
    json["mean"] = as_json(metrics.mean);
    json["standard_deviation"] = metrics.standard_deviation;
    json["probability_of_loss"] = as_json(metrics.positive_share);
    json["tails"] = nlohmann::ordered_json::array();
    for (const WeightedTailRisk& tail : metrics.tails) {
        nlohmann::ordered_json value_at_risk = as_json(tail.value_at_risk);
        value_at_risk.erase("standard_error");
        json["tails"].push_back({{"level", tail.level},
                                 {"var", value_at_risk},
                                 {"tvar", as_json(tail.tail_value_at_risk)},
                                 {"tail_scenarios", tail.tail_scenarios},
                                 {"effective_tail_scenarios", tail.effective_tail_scenarios},
                                 {"certified", tail.certified}});
    }
    json["aggregate_exceedance"] = as_json(metrics.aggregate);
    if (!metrics.occurrence.empty()) {
        json["occurrence_exceedance"] = as_json(metrics.occurrence);
    }
    std::printf("%s\n", json.dump(2).c_str());
}

void print_line(const std::string& name, const Estimate& estimate, const std::string& note = {}) {
    const std::string error = std::isfinite(estimate.standard_error) ? "" : "-";
    char shown[32];
    std::snprintf(shown, sizeof shown, "%.4g", estimate.standard_error);
    std::printf("%-22s %14.8g %14s   %.8g to %.8g%s\n", name.c_str(), estimate.value,
                error.empty() ? shown : error.c_str(), estimate.low, estimate.high, note.c_str());
}

void print_curve(const std::string& title, const std::vector<Exceedance>& curve) {
    if (curve.empty()) {
        return;
    }
    std::printf("\n%-22s %14s   %s\n", title.c_str(), "loss", "95 % interval");
    for (const Exceedance& point : curve) {
        std::printf("%-22.6g %14.8g   %.8g to %.8g\n", point.probability, point.loss, point.low, point.high);
    }
}

void print_text(const LossMetrics& metrics) {
    std::printf("%lld scenarios", static_cast<long long>(metrics.scenarios));
    if (metrics.effective_scenarios < static_cast<double>(metrics.scenarios) - 0.5) {
        std::printf(", which count like %.1f of equal weight", metrics.effective_scenarios);
    }
    if (metrics.strata > 1) {
        std::printf(", in %lld strata", static_cast<long long>(metrics.strata));
    }
    std::printf("\n\n%-22s %14s %14s   %s\n", "", "estimate", "standard error", "95 % interval");
    print_line("mean", metrics.mean);
    std::printf("%-22s %14.8g\n", "standard deviation", metrics.standard_deviation);
    print_line("probability of a loss", metrics.positive_share);
    for (const WeightedTailRisk& tail : metrics.tails) {
        char level[32];
        std::snprintf(level, sizeof level, "%.10g", tail.level);
        print_line(std::string("VaR ") + level, tail.value_at_risk);
        char note[96];
        std::snprintf(note, sizeof note, "; %.6g scenarios beyond%s", tail.effective_tail_scenarios,
                      tail.certified ? "" : ", not certified");
        print_line(std::string("TVaR ") + level, tail.tail_value_at_risk, note);
    }
    print_curve("aggregate exceedance", metrics.aggregate);
    print_curve("occurrence exceedance", metrics.occurrence);
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
