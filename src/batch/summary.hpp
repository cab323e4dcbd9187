#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"
#include "ranking/ranking.hpp"
#include "results/metrics.hpp"
#include "results/scenario_words.hpp"

namespace hadome {

/// The findings of a run in a few lines for the terminal; all else is in the results file.
/// \param ranking may be null
std::vector<std::string> summary_lines(const Model& model, const Tally& tally, const Metrics& metrics,
                                       const Ranking* ranking, const ScenarioWords& words);

}  // namespace hadome
