#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "loss/tail_survey.hpp"
#include "loss/tally.hpp"
#include "stats/risk.hpp"

namespace hadome {

/// How much of the systemic loss one candidate would take away, for one headline. All [JPY/yr].
struct RankedCandidate {
    std::int32_t candidate = -1;  ///< position among the candidates
    Estimate delta_mean;          ///< paired difference of the annual average loss
    Estimate delta_tvar;          ///< paired difference of TVaR at `Ranking::tail_level`
    std::int32_t rank = 0;        ///< 1 = largest delta_mean; equal deltas share a rank
    std::int64_t simulated = 0;
    double cost = not_known;                   ///< of a measure, in the time of a scenario [JPY]
    Estimate benefit_cost = unknown_estimate;  ///< delta_mean by cost; of a measure that costs something
    Estimate inside_mean = unknown_estimate;   ///< of delta_mean, what the sectors of a measure's payers save
};

struct Ranking {
    double tail_level = 0.99;
    std::array<bool, headline_count> tail_certified{};
    /// [headline][candidate], in candidate order
    std::array<std::vector<RankedCandidate>, headline_count> by_headline;
};

/// A pure function of the merged tally and its tails. \param tails asked with this level for the ranking
/// \param costs of the candidates in the time of a scenario [JPY], nan of those that have none; empty: nobody has one
Ranking rank_candidates(const Tally& tally, const TailFindings& tails, double tail_level,
                        std::span<const double> costs = {});

}  // namespace hadome
