#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "loss/tail_survey.hpp"
#include "loss/tally.hpp"
#include "ranking/rank_inference.hpp"
#include "stats/risk.hpp"

namespace hadome {

/// How much of the systemic loss one candidate would take away, for one headline. All [JPY/yr].
struct RankedCandidate {
    std::int32_t candidate = -1;  ///< position among the candidates
    Estimate delta_mean;          ///< paired difference of the annual average loss
    Estimate delta_tvar;          ///< paired difference of TVaR at `Ranking::tail_level`
    RankPlace by_mean;            ///< among all candidates, by delta_mean
    RankPlace by_tvar;            ///< by delta_tvar
    std::int64_t simulated = 0;
    double cost = not_known;                   ///< of a measure, in the time of a scenario [JPY]
    Estimate benefit_cost = unknown_estimate;  ///< delta_mean by cost; of a measure that costs something
    Estimate inside_mean = unknown_estimate;   ///< of delta_mean, what the sectors of a measure's payers save
};

/// What is asked of a ranking.
struct RankingQuestions {
    double tail_level = 0.99;
    std::int32_t top = 10;   ///< the places of which a candidate's chance is told
    std::uint64_t seed = 0;  ///< of the multipliers of the bootstrap
};

struct Ranking {
    RankingQuestions asked;
    std::array<bool, headline_count> tail_certified{};
    /// [headline][candidate], in candidate order
    std::array<std::vector<RankedCandidate>, headline_count> by_headline;
};

/// A pure function of the merged tally and its tails. \param tails asked with the same level for the ranking
/// \param measure_costs of the last candidates, which are measures, in the time of a scenario [JPY]; nan: not known
Ranking rank_candidates(const Tally& tally, const TailFindings& tails, const RankingQuestions& asked,
                        std::span<const double> measure_costs = {});

}  // namespace hadome
