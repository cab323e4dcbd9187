#include <string>

#include "results/columns.hpp"
#include "results/tables.hpp"

namespace hadome {
namespace {

using hdf5::Axes;

constexpr const char* interval_low = ", lower end of the 95 % interval";
constexpr const char* interval_high = ", upper end of the 95 % interval";

/// The two 64-bit halves of exact sums, side by side.
void put_words(const hdf5::Group& group, const std::string& name, const hdf5::Annotation& about, const ResultAxes& axes,
               const Metrics& metrics, Wide HeadlineMetrics::*field) {
    std::vector<std::int64_t> words;
    for (const HeadlineMetrics& headline : metrics.headline) {
        const Wide sum = headline.*field;
        words.push_back(static_cast<std::int64_t>(sum >> 64));
        words.push_back(static_cast<std::int64_t>(sum));
    }
    group.put(name, about, {axes.headline, axes.word}, std::span<const std::int64_t>(words));
}

void put_means(const hdf5::Group& group, const ResultAxes& axes, const Metrics& metrics, const ScenarioWords& words) {
    const Axes along{axes.headline};
    const std::vector<Estimate> means = column(metrics.headline, &HeadlineMetrics::mean);
    const std::string& what = words.mean_loss;
    const std::string unit = words.averaged("JPY");
    put_column(group, "mean", {unit, what}, along, means, &Estimate::value);
    put_column(group, "mean_error", {unit, what + ", standard error"}, along, means, &Estimate::standard_error);
    put_column(group, "mean_low", {unit, what + interval_low}, along, means, &Estimate::low);
    put_column(group, "mean_high", {unit, what + interval_high}, along, means, &Estimate::high);
    put_column(group, "sd", {unit, "standard deviation of the loss of a " + words.one}, along, metrics.headline,
               &HeadlineMetrics::sd);
    put_words(group, "sum", {"JPY", "exact sum of the losses of all scenarios"}, axes, metrics, &HeadlineMetrics::sum);
    put_words(group, "sum_squares", {"JPY^2", "exact sum of their squares"}, axes, metrics,
              &HeadlineMetrics::sum_squares);
}

void put_tails(const hdf5::Group& group, const ResultAxes& axes, const Metrics& metrics, const ScenarioWords& words) {
    const Axes along{axes.headline, axes.tail_level};
    const std::vector<TailRisk> tails = flattened(metrics.headline, &HeadlineMetrics::tail);
    const std::vector<Estimate> var = column(tails, &TailRisk::value_at_risk);
    const std::vector<Estimate> tvar = column(tails, &TailRisk::tail_value_at_risk);
    const std::string quantile = "value at risk of the loss of a " + words.one;
    put_column(group, "var", {"JPY", quantile}, along, var, &Estimate::value);
    put_column(group, "var_low", {"JPY", quantile + interval_low}, along, var, &Estimate::low);
    put_column(group, "var_high", {"JPY", quantile + interval_high}, along, var, &Estimate::high);
    const std::string tail = "tail value at risk of the loss of a " + words.one;
    put_column(group, "tvar", {"JPY", tail}, along, tvar, &Estimate::value);
    put_column(group, "tvar_error", {"JPY", tail + ", standard error"}, along, tvar, &Estimate::standard_error);
    put_column(group, "tvar_low", {"JPY", tail + interval_low}, along, tvar, &Estimate::low);
    put_column(group, "tvar_high", {"JPY", tail + interval_high}, along, tvar, &Estimate::high);
    put_column(group, "tail_scenarios", {"1", "scenarios beyond the value at risk"}, along, tails,
               &TailRisk::tail_scenarios);
    put_column(group, "tail_certified", {"1", "1 when these are at least 1 000, else the error is not to be trusted"},
               along, tails, [](const TailRisk& risk) { return std::int64_t{risk.certified}; });
}

void put_curve(const hdf5::Group& group, const std::string& name, const std::string& what, const Axes& along,
               const std::vector<Exceedance>& curve) {
    put_column(group, name, {"JPY", what}, along, curve, &Exceedance::loss);
    put_column(group, name + "_low", {"JPY", what + interval_low}, along, curve, &Exceedance::low);
    put_column(group, name + "_high", {"JPY", what + interval_high}, along, curve, &Exceedance::high);
}

template <class Estimates>
void put_split(const hdf5::Group& group, const std::string& name, const hdf5::Annotation& about, const hdf5::Axis& axis,
               const Estimates& estimates) {
    put_column(group, name + "_mean", about, {axis}, estimates, &Estimate::value);
    put_column(group, name + "_error", {about.units, about.description + ", standard error"}, {axis}, estimates,
               &Estimate::standard_error);
}

/// A single figure and its standard error.
void put_single(const hdf5::Group& group, const std::string& name, const std::string& units, const std::string& what,
                const Estimate& estimate) {
    group.put(name + "_mean", {units, what}, {}, std::span(&estimate.value, 1));
    group.put(name + "_error", {units, what + ", standard error"}, {}, std::span(&estimate.standard_error, 1));
}

void put_worst(const hdf5::Group& group, const hdf5::Axis& axis, const TailBuffer& tail) {
    std::vector<TailEntry> worst = tail.descending();
    worst.resize(static_cast<std::size_t>(axis.size()));
    put_column(group, "worst_scenario", {"1", "numbers of the scenarios of the largest losses"}, {axis}, worst,
               &TailEntry::scenario);
    put_column(group, "worst_loss", {"JPY", "their losses, all causes"}, {axis}, worst, &TailEntry::value);
}

}  // namespace

void write_metrics(const hdf5::Group& root, const ResultAxes& axes, const Metrics& metrics, const Tally& tally,
                   const ScenarioWords& words) {
    const hdf5::Group group = root.create_group("metrics");
    put_means(group, axes, metrics, words);
    put_tails(group, axes, metrics, words);
    put_curve(group, "aep", "loss of a " + words.one + " that is exceeded with the probability",
              {axes.headline, axes.probability}, flattened(metrics.headline, &HeadlineMetrics::aep));
    put_curve(group, "oep", "largest loss of a " + words.one + " from one event that is exceeded with the probability",
              {axes.probability}, metrics.oep);
    const std::string unit = words.averaged("JPY");
    put_split(group, "by_sector", {unit, words.mean_loss + " by affected sector"}, axes.sector, metrics.by_sector);
    put_split(group, "by_threat", {unit, words.mean_loss + " by class of the root cause"}, axes.threat,
              metrics.by_threat);
    put_split(group, "by_kind", {unit, words.mean_loss + " by kind of the root damage"}, axes.damage_kind,
              metrics.by_kind);
    put_single(group, "compound", unit,
               words.mean_loss + " while damages of two or more threat classes contributed to the deficit",
               mean_estimate(tally.compound, tally.scenarios));
    put_single(group, "people", words.averaged("person h"),
               "average person-hours of a " + words.one + " without some service, by union over functions",
               mean_estimate(tally.people_union, tally.scenarios));
    put_worst(group, axes.worst, tally.worst);
}

}  // namespace hadome
