#pragma once

#include "input/load.hpp"
#include "loss/tally.hpp"
#include "results/scenario_table.hpp"

namespace hadome::test {

inline LoadedInput sample_input(std::int64_t scenarios) {
    LoadedInput input;
    input.options.title = "A sample, 見本";
    input.options.scenarios = scenarios;
    input.options.seed = 18446744073709551615u;
    input.options.horizon = ticks_from_hours(hours_per_year);
    input.options.tail_levels = {0.9, 0.99};
    input.resolved = "title = \"A sample, 見本\"\n";
    input.digest = "0123456789abcdef0123456789abcdef";
    Model& model = input.model;
    model.sectors.push_back({"power", {"Power", "電力"}});
    model.sectors.push_back({"water", {"Water", "水道"}});
    Region region;
    region.name = "tokyo";
    region.label = {"Tokyo", "東京都"};
    model.regions.push_back(region);
    for (const std::int32_t sector : {0, 0, 1}) {
        const std::string name = "function" + std::to_string(model.functions.size());
        const FunctionId function =
            model.functions.push_back({name, {"F", "機能"}, SectorId{sector}, Law::leontief, Fixed::one()});
        Node node;
        node.name = name + "@tokyo";
        node.function = function;
        node.region = RegionId{0};
        model.nodes.push_back(node);
    }
    model.bases.push_back({"functions", "function0", "a survey", "sourced"});
    return input;
}

inline TallyShape sample_shape(const LoadedInput& input) {
    TallyShape shape;
    shape.sectors = input.model.sectors.size();
    shape.functions = input.model.functions.size();
    shape.nodes = input.model.nodes.size();
    shape.tail_capacity = static_cast<std::size_t>(input.options.scenarios);
    shape.candidates = shape.functions;
    shape.candidate_tail_capacity = shape.tail_capacity;
    return shape;
}

/// A loss that is 0 in most years and has a heavy tail.
inline Jpy sample_total(std::int64_t scenario) {
    return scenario % 3 == 0 ? 1'000'000'007 * (scenario % 97) * (scenario % 11) : 0;
}

inline ScenarioLoss sample_loss(std::int64_t number) {
    ScenarioLoss loss;
    const Jpy all = sample_total(number);
    loss.total = {all / 3, all};
    loss.by_sector.assign(2, 0);
    loss.by_sector[SectorId{0}] = all / 4;
    loss.by_sector[SectorId{1}] = all - all / 4;
    loss.by_threat = {all / 5, 0, all - all / 5};
    loss.largest_event = all / 2;
    return loss;
}

/// A made-up run of a small model: figures that nobody simulated, so that files can be tested without a simulator.
struct SampleRun {
    LoadedInput input;
    Tally tally;  ///< of all scenarios

    explicit SampleRun(std::int64_t scenarios);
    /// Rows of scenarios [first, last).
    ScenarioBlock rows(std::int64_t first, std::int64_t last) const;
};

inline SampleRun::SampleRun(std::int64_t scenarios) : input{sample_input(scenarios)}, tally{sample_shape(input)} {
    Scenario scenario;
    for (scenario.number = 0; scenario.number < scenarios; ++scenario.number) {
        const ScenarioLoss loss = sample_loss(scenario.number);
        tally.add(input.model, scenario, Journal{}, loss, {}, {});
        for (std::size_t k = 0; k < tally.candidates.size(); ++k) {
            const Jpy left = loss.all() / static_cast<Jpy>(k + 1);
            tally.add_candidate(k, scenario.number, loss.total, {loss.total[0], left}, Tally::Valued::simulated);
        }
    }
}

inline ScenarioBlock SampleRun::rows(std::int64_t first, std::int64_t last) const {
    ScenarioBlock block(first);
    Scenario scenario;
    for (scenario.number = first; scenario.number < last; ++scenario.number) {
        block.add(scenario, sample_loss(scenario.number));
    }
    return block;
}

}  // namespace hadome::test
