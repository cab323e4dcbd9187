#pragma once

#include "hdf5/group.hpp"
#include "input/candidates.hpp"
#include "input/load.hpp"
#include "loss/tally.hpp"
#include "ranking/ranking.hpp"
#include "results/metrics.hpp"
#include "results/result_axes.hpp"
#include "results/scenario_words.hpp"

/// The groups of a results file that one rank writes from merged figures; docs/results.md lists what is in them.
namespace hadome {

void write_metrics(const hdf5::Group& root, const ResultAxes& axes, const Metrics& metrics, const Tally& tally,
                   const ScenarioWords& words);
void write_causes(const hdf5::Group& root, const ResultAxes& axes, const Tally& tally, const ScenarioWords& words);
void write_outage(const hdf5::Group& root, const ResultAxes& axes, const Tally& tally, Tail tail,
                  const ScenarioWords& words);
/// States at the observed times. \pre there are some
void write_observations(const hdf5::Group& root, const ResultAxes& axes, const Model& model, const Tally& tally);
/// \param candidates in the order of the ranking
void write_ranking(const hdf5::Group& root, const ResultAxes& axes, const std::vector<Candidate>& candidates,
                   const Ranking& ranking, const ScenarioWords& words);
/// What sets of threat classes cost. \pre they were played
void write_attribution(const hdf5::Group& root, const ResultAxes& axes, const Tally& tally, const ScenarioWords& words);
void write_basis(const hdf5::Group& root, const ResultAxes& axes, const Model& model);

}  // namespace hadome
