#include "cli/loss_metrics.hpp"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace hadome {

namespace {

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

void print_line(const std::string& name, const Estimate& estimate, const std::string& note = {}) {
    char error[32] = "-";
    if (std::isfinite(estimate.standard_error)) {
        std::snprintf(error, sizeof error, "%.4g", estimate.standard_error);
    }
    std::printf("%-22s %14.8g %14s   %.8g to %.8g%s\n", name.c_str(), estimate.value, error, estimate.low,
                estimate.high, note.c_str());
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

}  // namespace

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

}  // namespace hadome
