#pragma once

#include <algorithm>
#include <numeric>
#include <utility>

#include "input/load.hpp"
#include "loss/sources.hpp"
#include "loss/tail_survey.hpp"
#include "loss/tally.hpp"
#include "results/format.hpp"
#include "results/row_source.hpp"
#include "results/scenario_table.hpp"

namespace hadome::test {

inline LoadedInput sample_input(std::int64_t scenarios) {
    LoadedInput input;
    input.options.title = "A sample, 見本";
    input.options.scenarios = scenarios;
    input.options.seed = 18446744073709551615u;
    input.options.horizon = ticks_from_hours(hours_per_year);
    input.options.tail_levels = {0.9, 0.99};
    input.options.observe_times = {0, ticks_per_hour};
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
    model.unintended.resize(1);
    model.unintended[0].name = "failed-change";
    model.earthquakes.resize(1);
    model.earthquakes[0].name = "fault";
    model.bases.push_back({"functions", "function0", "a survey", "sourced"});
    return input;
}

/// Rows kept in memory.
class MemoryRows final : public RowSource<ScenarioBlock> {
public:
    void add(ScenarioBlock block) { blocks_.push_back(std::move(block)); }
    std::vector<ScenarioBlock> next(std::int64_t) override {
        std::sort(blocks_.begin(), blocks_.end(),
                  [](const ScenarioBlock& a, const ScenarioBlock& b) { return a.first < b.first; });
        return std::exchange(were_given_, true) ? std::vector<ScenarioBlock>() : blocks_;
    }
    void rewind() override { were_given_ = false; }
    std::int64_t scenarios() const override {
        return std::accumulate(blocks_.begin(), blocks_.end(), std::int64_t{0},
                               [](std::int64_t sum, const ScenarioBlock& block) { return sum + block.size(); });
    }

private:
    std::vector<ScenarioBlock> blocks_;
    bool were_given_ = false;
};

inline TallyShape sample_shape(const LoadedInput& input) {
    TallyShape shape;
    shape.sectors = input.model.sectors.size();
    shape.functions = input.model.functions.size();
    shape.affected_functions = shape.functions;
    shape.nodes = input.model.nodes.size();
    shape.sources = SourceRow(input.model).size();
    shape.regions = input.model.regions.size();
    shape.observe_times = input.options.observe_times.size();
    shape.worst = worst_kept;
    shape.candidates = shape.functions;
    return shape;
}

/// A loss that is 0 in most years and has a heavy tail.
inline Jpy sample_total(std::int64_t scenario) {
    return scenario % 3 == 0 ? 1'000'000'007 * (scenario % 97) * (scenario % 11) : 0;
}

/// A failed change at function 0, and an earthquake that hits function 1.
inline Scenario sample_scenario(std::int64_t number) {
    Scenario scenario;
    scenario.number = number;
    Damage damage;
    damage.node = NodeId{0};
    damage.event = scenario.events.push_back({ThreatClass::unintended, 0, 0, 0.0, 0, SourceKind::unintended});
    scenario.damages.push_back(damage);
    damage.node = NodeId{1};
    damage.kind = DamageKind::physical;
    damage.event = scenario.events.push_back({ThreatClass::disaster, 0, 0, 7.0, 0, SourceKind::earthquake});
    scenario.damages.push_back(damage);
    return scenario;
}

inline ScenarioLoss sample_loss(std::int64_t number) {
    ScenarioLoss loss;
    const Jpy all = sample_total(number);
    loss.total = {all / 5, all};
    loss.by_sector.assign(2, 0);
    loss.by_sector[SectorId{0}] = all / 4;
    loss.by_sector[SectorId{1}] = all - all / 4;
    loss.by_threat = {all / 5, 0, all - all / 5};
    loss.by_kind = {all - all / 5, 0, all / 5};
    loss.largest_event = all - all / 5;
    loss.compound = all / 7;
    loss.parts = {{NodeId{0}, DamageId{0}, all / 5},
                  {NodeId{1}, DamageId{1}, all / 4 - all / 5},
                  {NodeId{2}, DamageId{1}, all - all / 4}};
    return loss;
}

/// People without services where there is a loss.
inline PeopleLoss sample_people(std::int64_t scenario) {
    PeopleLoss people;
    people.by_region.push_back(Wide{Fixed::one_raw} * ticks_per_hour * (sample_total(scenario) / 1'000'000));
    return people;
}

/// Function 0 is a quarter down at the second time where there is a loss.
inline Observation sample_observation(std::int64_t scenario) {
    Observation seen;
    if (sample_total(scenario) > 0) {
        const Wide quarter = Wide{1} << (ObservationWeights::unit_bits - 2);
        seen.nodes = {{1, 0, Fixed::one_raw / 4, 0}};
        seen.functions = {{1, 0, quarter, 750}};
        seen.sectors = {{1, 0, quarter, 875}};
        seen.regions = {{1, 0, quarter, 917}};
    }
    return seen;
}

/// A made-up run of a small model: figures that nobody simulated, so that files can be tested without a simulator.
struct SampleRun {
    LoadedInput input;
    Tally tally;       ///< of all scenarios
    LossBlock losses;  ///< of all scenarios

    explicit SampleRun(std::int64_t scenarios) : SampleRun(sample_input(scenarios)) {}
    explicit SampleRun(LoadedInput given);
    TailFindings tails() const {
        const RunOptions& options = input.options;
        return survey_tails({tally.scenarios, options.tail_levels, tally.shape.candidates, options.ranking_tail_level},
                            {&losses, 1});
    }
    /// Rows of scenarios [first, last).
    ScenarioBlock rows(std::int64_t first, std::int64_t last) const;
};

inline SampleRun::SampleRun(LoadedInput given) : input{std::move(given)}, tally{sample_shape(input)} {
    for (std::int64_t number = 0; number < input.options.scenarios; ++number) {
        const Scenario scenario = sample_scenario(number);
        const ScenarioLoss loss = sample_loss(scenario.number);
        tally.add(input.model, scenario, Journal{}, loss, {}, {});
        tally.add_people(sample_people(scenario.number));
        tally.add_observation(sample_observation(scenario.number));
        std::vector<CandidateDelta> valued;
        for (std::size_t k = 0; k < tally.candidates.size(); ++k) {
            valued.push_back({static_cast<std::int64_t>(k), {0, loss.all() - loss.all() / static_cast<Jpy>(k + 1)}});
        }
        tally.add_candidates(valued);
        losses.add(loss, valued);
    }
}

inline ScenarioBlock SampleRun::rows(std::int64_t first, std::int64_t last) const {
    ScenarioBlock block(first);
    for (std::int64_t number = first; number < last; ++number) {
        block.add(sample_scenario(number), Journal{}, sample_loss(number), sample_people(number).hours());
    }
    return block;
}

}  // namespace hadome::test
