#include "batch/worker.hpp"

#include <algorithm>

#include "results/metrics.hpp"
#include "stats/risk.hpp"

namespace hadome {

namespace {

/// Parameter uncertainty is drawn once a world; with every parameter known there is one.
constexpr std::uint64_t only_world = 0;

}  // namespace

TallyShape tally_shape(const LoadedInput& input) {
    const RunOptions& options = input.options;
    TallyShape shape;
    shape.sectors = input.model.sectors.size();
    shape.functions = input.model.functions.size();
    shape.nodes = input.model.nodes.size();
    shape.tail_capacity = tail_capacity_for(options.scenarios, options.tail_levels);
    if (options.candidates == Candidates::functions) {
        // The paired difference of TVaR reads both tails to the same depth.
        shape.candidates = input.model.functions.size();
        shape.candidate_tail_capacity = tail_size_needed(options.scenarios, options.ranking_tail_level);
        shape.tail_capacity = std::max(shape.tail_capacity, shape.candidate_tail_capacity);
    }
    return shape;
}

Worker::Worker(const LoadedInput& input, const TallyShape& shape)
    : model_{input.model},
      sampler_{input.model, input.options.seed, only_world, input.options.horizon, input.options.drawn},
      simulator_{input.model, input.options.cap()},
      account_{input.model},
      resimulation_{input.model, simulator_},
      tally_{shape} {}

ScenarioBlock Worker::run(const WorkItem& item) {
    ScenarioBlock rows{item.first};
    for (std::int64_t number = item.first; number < item.last; ++number) {
        sampler_.draw(number, scenario_);
        const Journal& journal = simulator_.run(scenario_, Treatment{});
        const ScenarioLoss& loss = account_.assess(scenario_, journal);
        tally_.add(model_, scenario_, journal, loss, account_.outages(), account_.reached(scenario_));
        rows.add(scenario_, loss);
        if (tally_.shape.candidates > 0) {
            resimulation_.value_all(scenario_, loss.total, tally_);
        }
    }
    return rows;
}

}  // namespace hadome
