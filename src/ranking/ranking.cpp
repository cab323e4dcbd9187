#include "ranking/ranking.hpp"

#include <algorithm>

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

}  // namespace

Ranking rank_candidates(const Tally& tally, double tail_level) {
    Ranking ranking;
    ranking.tail_level = tail_level;
    const std::int64_t n = tally.scenarios;
    for (std::size_t h = 0; h < headline_count; ++h) {
        const std::vector<TailEntry> baseline = tally.tail[h].descending();
        ranking.tail_certified[h] = tail_risk(baseline, n, tail_level).certified;
        for (std::size_t k = 0; k < tally.candidates.size(); ++k) {
            const CandidateTally& candidate = tally.candidates[k];
            RankedCandidate ranked;
            ranked.candidate = static_cast<std::int32_t>(k);
            ranked.delta_mean = mean_estimate(candidate.delta[h], n);
            ranked.delta_tvar = tail_difference(baseline, candidate.tail[h].descending(), n, tail_level);
            ranked.simulated = candidate.simulated;
            ranking.by_headline[h].push_back(ranked);
        }
        assign_ranks(ranking.by_headline[h]);
    }
    return ranking;
}

}  // namespace hadome
