#include <string>

#include "results/columns.hpp"
#include "results/estimates.hpp"
#include "results/tables.hpp"

namespace hadome {
namespace {

using hdf5::Axes;

/// Of measures; nan of functions, which have no price.
void write_costs(const hdf5::Group& group, const ResultAxes& axes, const std::vector<Candidate>& candidates,
                 const Ranking& ranking, const std::vector<RankedCandidate>& ranked, const ScenarioWords& words) {
    const Axes along{axes.headline, *axes.candidate};
    put_column(group, "payer", {"", "who pays for a measure, in words"}, {*axes.candidate}, candidates,
               &Candidate::payer);
    put_column(
        group, "cost",
        {words.averaged("JPY"), "what a measure costs in the time of a scenario: capital as an annuity, and operation"},
        {*axes.candidate}, ranking.by_headline.front(), &RankedCandidate::cost);
    put_estimates(group, "benefit_cost", {"1", "delta_mean of a measure by its cost, which is taken as known"}, along,
                  column(ranked, &RankedCandidate::benefit_cost));
    put_estimates(group, "inside_mean",
                  {words.averaged("JPY"), "of delta_mean, what the sectors of a measure's payers would save"}, along,
                  column(ranked, &RankedCandidate::inside_mean));
}

}  // namespace

void write_ranking(const hdf5::Group& root, const ResultAxes& axes, const std::vector<Candidate>& candidates,
                   const Ranking& ranking, const ScenarioWords& words) {
    const hdf5::Group group = root.create_group("ranking");
    const Axes along{axes.headline, *axes.candidate};
    const auto ranked = flattened(ranking.by_headline, [](const auto& headline) { return headline; });
    put_estimates(group, "delta_mean", {words.averaged("JPY"), words.mean_loss + " that the candidate would take away"},
                  along, column(ranked, &RankedCandidate::delta_mean));
    put_estimates(
        group, "delta_tvar",
        {"JPY", "tail value at risk that the candidate would take away", {{"tail_level", ranking.tail_level}}}, along,
        column(ranked, &RankedCandidate::delta_tvar));
    put_column(group, "rank", {"1", "1 = largest delta_mean; equal ones share a rank"}, along, ranked,
               [](const RankedCandidate& one) { return std::int64_t{one.rank}; });
    put_column(group, "resimulated", {"1", "scenarios simulated again; in all others the difference is exactly 0"},
               along, ranked, &RankedCandidate::simulated);
    write_costs(group, axes, candidates, ranking, ranked, words);
    put_column(
        group, "tail_certified",
        {"1",
         "1 when at least 1 000 scenarios lie beyond the value at risk, else the errors of delta_tvar are not to "
         "be trusted",
         {{"tail_level", ranking.tail_level}}},
        {axes.headline}, ranking.tail_certified, [](bool certified) { return std::int64_t{certified}; });
}

void write_basis(const hdf5::Group& root, const ResultAxes& axes, const Model& model) {
    const hdf5::Group group = root.create_group("basis");
    put_column(group, "table", {"", "table of the input"}, {axes.basis}, model.bases, &Basis::table);
    put_column(group, "entry", {"", "entry of the table"}, {axes.basis}, model.bases, &Basis::entry);
    put_column(group, "source", {"", "where its figures come from"}, {axes.basis}, model.bases, &Basis::source);
    put_column(group, "confidence", {"", "sourced, derived or judgement"}, {axes.basis}, model.bases,
               &Basis::confidence);
}

}  // namespace hadome
