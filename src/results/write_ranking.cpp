#include <string>

#include "results/columns.hpp"
#include "results/estimates.hpp"
#include "results/tables.hpp"

namespace hadome {
namespace {

using hdf5::Axes;
using Candidates = std::vector<RankedCandidate>;

/// What the places of candidates are by.
struct Criterion {
    std::string prefix;  ///< of the names of datasets
    std::string by;
    std::string unit;
    RankPlace RankedCandidate::*place;
};

void write_places(const hdf5::Group& group, const Axes& along, const Candidates& candidates, const Criterion& criterion,
                  const RankingQuestions& asked) {
    const auto put = [&](const std::string& name, const std::string& unit, const std::string& text, auto field,
                         std::vector<hdf5::NumberAttribute> parameters = {}) {
        put_column(group, criterion.prefix + name, {unit, text, std::move(parameters)}, along, candidates,
                   [&](const RankedCandidate& one) { return field(one.*criterion.place); });
    };
    const std::string pairs = "; 95 % confidence for all pairs of candidates together";
    put("rank", "1", "1 = largest " + criterion.by + "; equal ones share a rank",
        [](const RankPlace& one) { return std::int64_t{one.rank}; });
    put("rank_low", "1", "1 more than the candidates that are surely better" + pairs,
        [](const RankPlace& one) { return std::int64_t{one.rank_low}; });
    put("rank_high", "1", "candidates that are not surely worse" + pairs,
        [](const RankPlace& one) { return std::int64_t{one.rank_high}; });
    put("tied_group", "1",
        "candidates of one number are tied: the first of them is not surely better than any other" + pairs,
        [](const RankPlace& one) { return std::int64_t{one.tied_group}; });
    put("p_top_k", "1", "probability of a rank of at most k, of the sampling error alone",
        [](const RankPlace& one) { return one.top_probability; }, {{"k", static_cast<double>(asked.top)}});
    put("best_distance", criterion.unit, "by how much the best of the others exceeds it in " + criterion.by,
        [](const RankPlace& one) { return one.best_distance; });
    put("best_distance_low", criterion.unit, "lower end of the interval of best_distance" + pairs,
        [](const RankPlace& one) { return one.best_distance_low; });
    put("best_distance_high", criterion.unit, "upper end of the interval of best_distance" + pairs,
        [](const RankPlace& one) { return one.best_distance_high; });
}

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
    const double level = ranking.asked.tail_level;
    put_estimates(group, "delta_mean", {words.averaged("JPY"), words.mean_loss + " that the candidate would take away"},
                  along, column(ranked, &RankedCandidate::delta_mean));
    put_estimates(group, "delta_tvar",
                  {"JPY", "tail value at risk that the candidate would take away", {{"tail_level", level}}}, along,
                  column(ranked, &RankedCandidate::delta_tvar));
    write_places(group, along, ranked, {"", "delta_mean", words.averaged("JPY"), &RankedCandidate::by_mean},
                 ranking.asked);
    write_places(group, along, ranked, {"tvar_", "delta_tvar", "JPY", &RankedCandidate::by_tvar}, ranking.asked);
    put_column(group, "resimulated", {"1", "scenarios simulated again; in all others the difference is exactly 0"},
               along, ranked, &RankedCandidate::simulated);
    write_costs(group, axes, candidates, ranking, ranked, words);
    put_column(
        group, "tail_certified",
        {"1",
         "1 when at least 1 000 scenarios lie beyond the value at risk, else the errors of delta_tvar are not to "
         "be trusted",
         {{"tail_level", level}}},
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
