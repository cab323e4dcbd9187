#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "random/stream.hpp"
#include "stats/block_sums.hpp"

namespace hadome {

/// What a sample says of one candidate's place among all. What is "sure" is so for all pairs of candidates at once,
/// with 95 % confidence.
struct RankPlace {
    std::int32_t rank = 0;       ///< 1 = largest value; equal values share a rank
    std::int32_t rank_low = 0;   ///< one more than the candidates that are surely better
    std::int32_t rank_high = 0;  ///< all but those that are surely worse
    /// Candidates of one number are tied: the largest of the group is not surely better than any of them. Counted from
    /// 1 by falling values.
    std::int32_t tied_group = 0;
    double top_probability = 0.0;  ///< of a rank of at most `top`; not a number where nothing is known
    double best_distance = 0.0;    ///< by how much the best of the others exceeds it; negative for the best
    double best_distance_low = 0.0;
    double best_distance_high = 0.0;
};

/// Rank intervals by all pairwise comparisons (Mohamad, Goeman & van Zwet 2022) with the critical value of the largest
/// |t| of all pairs by a Gaussian multiplier bootstrap over block sums (Chernozhukov, Chetverikov & Kato 2013);
/// distances to the best are multiple comparisons with the best (Hsu 1984) with the same critical value. The bootstrap
/// draws, taken as what the values may truly be, give the probabilities.
/// \param values [candidate], estimates that are linear in the means of
/// \param blocks [block][candidate], times \param scale
/// \param draws of multipliers
std::vector<RankPlace> infer_ranks(std::span<const double> values, const BlockSums& blocks, double scale,
                                   std::int32_t top, Stream draws);

}  // namespace hadome
