#include "ranking/ranking.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace hadome {
namespace {

/// Rank 1 is the largest difference; candidates with the same difference share a rank.
void assign_ranks(std::vector<RankedCandidate>& candidates) {
    for (RankedCandidate& one : candidates) {
        const auto better = std::count_if(candidates.begin(), candidates.end(), [&](const RankedCandidate& other) {
            return other.delta_mean.value > one.delta_mean.value;
        });
        one.rank = static_cast<std::int32_t>(better) + 1;
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

Ranking rank_candidates(const Tally& tally, const TailFindings& tails, double tail_level,
                        std::span<const double> costs) {
    HADOME_EXPECT(costs.empty() || costs.size() == tally.candidates.size());
    Ranking ranking;
    ranking.tail_level = tail_level;
    const std::int64_t n = tally.scenarios;
    for (std::size_t h = 0; h < headline_count; ++h) {
        const HeadlineTail& tail = tails.headline[h];
        ranking.tail_certified[h] = is_certified(tail.beyond_it);
        for (std::size_t k = 0; k < tally.candidates.size(); ++k) {
            const CandidateTally& candidate = tally.candidates[k];
            RankedCandidate ranked;
            ranked.candidate = static_cast<std::int32_t>(k);
            ranked.delta_mean = mean_estimate(candidate.delta[h], n);
            ranked.delta_tvar = tail_difference(tail.value_at_risk, tail.candidate_value_at_risk[k],
                                                tail.differences[k], n, tail_level);
            ranked.simulated = candidate.simulated;
            if (!costs.empty() && !std::isnan(costs[k])) {
                add_cost(costs[k], mean_estimate(candidate.inside[h], n), ranked);
            }
            ranking.by_headline[h].push_back(ranked);
        }
        assign_ranks(ranking.by_headline[h]);
    }
    return ranking;
}

}  // namespace hadome
