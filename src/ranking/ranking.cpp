#include "ranking/ranking.hpp"

#include "core/check.hpp"
#include "core/name_hash.hpp"

namespace hadome {
namespace {

/// Puts every candidate in its place by one of its estimates. The multipliers are the same for all, so that chances
/// by mean and by tail, with and without other causes, can be compared.
void place(std::vector<RankedCandidate>& candidates, const RankingQuestions& asked, const BlockSums& blocks,
           double scale, Estimate RankedCandidate::*estimate, RankPlace RankedCandidate::*place) {
    std::vector<double> values;
    values.reserve(candidates.size());
    for (const RankedCandidate& one : candidates) {
        values.push_back((one.*estimate).value);
    }
    const Stream multipliers({asked.seed, 0, 0}, name_hash("ranking multipliers"));
    const std::vector<RankPlace> places = infer_ranks(values, blocks, scale, asked.top, multipliers);
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        candidates[k].*place = places[k];
    }
}

/// The cost is taken as known: the interval is that of the benefit.
void add_cost(double cost, const Estimate& inside, RankedCandidate& measure) {
    const Estimate& delta = measure.delta_mean;
    measure.cost = cost;
    measure.inside_mean = inside;
    if (cost > 0.0) {
        measure.benefit_cost = {delta.value / cost, delta.standard_error / cost, delta.low / cost, delta.high / cost};
    }
}

}  // namespace

Ranking rank_candidates(const Tally& tally, const TailFindings& tails, const RankingQuestions& asked,
                        std::span<const double> measure_costs) {
    HADOME_EXPECT(measure_costs.size() <= tally.candidates.size());
    const std::size_t first_measure = tally.candidates.size() - measure_costs.size();
    Ranking ranking;
    ranking.asked = asked;
    const std::int64_t n = tally.scenarios;
    for (std::size_t h = 0; h < headline_count; ++h) {
        const HeadlineTail& tail = tails.headline[h];
        std::vector<RankedCandidate>& candidates = ranking.by_headline[h];
        ranking.tail_certified[h] = is_certified(tail.beyond_it);
        for (std::size_t k = 0; k < tally.candidates.size(); ++k) {
            const CandidateTally& candidate = tally.candidates[k];
            RankedCandidate ranked;
            ranked.candidate = static_cast<std::int32_t>(k);
            ranked.delta_mean = mean_estimate(candidate.delta[h], n);
            ranked.delta_tvar = tail_difference(tail.value_at_risk, tail.candidate_value_at_risk[k],
                                                tail.differences[k], n, asked.tail_level);
            ranked.simulated = candidate.simulated;
            if (k >= first_measure) {
                add_cost(measure_costs[k - first_measure], mean_estimate(candidate.inside[h], n), ranked);
            }
            candidates.push_back(ranked);
        }
        place(candidates, asked, tail.delta_blocks, 1.0, &RankedCandidate::delta_mean, &RankedCandidate::by_mean);
        place(candidates, asked, tail.difference_blocks, 1.0 / (1.0 - asked.tail_level), &RankedCandidate::delta_tvar,
              &RankedCandidate::by_tvar);
    }
    return ranking;
}

}  // namespace hadome
