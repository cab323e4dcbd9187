#pragma once

#include <span>
#include <string>
#include <vector>

#include "input/candidates.hpp"
#include "ranking/ranking.hpp"
#include "results/metrics.hpp"
#include "results/scenario_words.hpp"

namespace hadome {

/// The findings of a run in a few lines for the terminal; all else is in the results file.
/// \param candidates in the order of the tally \param ranking may be null
std::vector<std::string> summary_lines(std::span<const Candidate> candidates, const Tally& tally,
                                       const Metrics& metrics, const Ranking* ranking, const ScenarioWords& words);

}  // namespace hadome
