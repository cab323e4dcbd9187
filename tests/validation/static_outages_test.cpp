// Published closed forms for outages behind a buffer, estimated through simulator, account, tally, estimators and
// ranking. Bounds are 4.5 reported standard errors; constants of standard errors are held to 10 %.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "cascade/simulator.hpp"
#include "core/name_hash.hpp"
#include "counterfactual/resimulate.hpp"
#include "loss/account.hpp"
#include "loss/tally.hpp"
#include "random/distribution.hpp"
#include "ranking/ranking.hpp"
#include "stats/risk.hpp"
#include "support/small_model.hpp"

namespace hadome::test {
namespace {

constexpr std::int64_t scenarios = 1'000'000;
constexpr double unit = 1e6;  // values are scaled up so that rounding to whole yen stays far below a standard error

/// A plant that is out with a probability for a random time, and a user behind a store.
struct Outage {
    double probability = 1.0;
    Distribution duration;  ///< [h]
    double buffer = 0.0;    ///< [h]
    double value = 1.0;     ///< [1/h]
};

struct Findings {
    Tally tally;
    TailFindings tails;
};

TailRisk tail_of(const Findings& found) {
    const HeadlineTail& tail = found.tails.headline[static_cast<std::size_t>(Headline::all_causes)];
    return tail_risk(tail.order, tail.beyond.front(), scenarios, 0.99);
}

Findings simulate(const std::vector<Outage>& outages) {
    SmallModel builder;
    std::vector<NodeId> plants;
    for (std::size_t k = 0; k < outages.size(); ++k) {
        plants.push_back(builder.node("plant" + std::to_string(k)));
        const NodeId user = builder.node("user" + std::to_string(k), std::llround(outages[k].value * unit));
        const Tick capacity = ticks_from_hours(outages[k].buffer);
        const GroupId group = builder.group(user, Combine::mean, {{plants.back()}});
        if (capacity > 0) {
            builder.stores(group, {{.capacity = capacity}});
        }
    }
    const Model model = builder.build();
    const std::size_t functions = model.functions.size();
    Tally tally(TallyShape{.sectors = 1, .functions = functions, .nodes = model.nodes.size(), .candidates = functions});
    LossBlock losses;
    Simulator simulator(model, never);
    Resimulation resimulation(model, simulator);
    LossAccount account(model);
    Scenario scenario;
    for (std::int64_t number = 0; number < scenarios; ++number) {
        scenario.clear();
        scenario.number = number;
        for (std::size_t k = 0; k < outages.size(); ++k) {
            Stream stream({1, 0, static_cast<std::uint64_t>(number)}, model.nodes[plants[k]].hash);
            if (unit_uniform(stream) < outages[k].probability) {
                const Tick duration = std::max<Tick>(1, ticks_from_hours(sample(outages[k].duration, stream)));
                add_damage(scenario, plants[k], 0, 0, {{duration, 1.0}});
            }
        }
        const Journal journal = simulator.run(scenario, {});
        const ScenarioLoss& loss = account.assess(scenario, journal);
        tally.add(model, scenario, journal, loss, account.outages(), account.reached(scenario, journal));
        resimulation.value_all(scenario, journal, loss.total);
        tally.add_candidates(resimulation.valued());
        losses.add(loss, resimulation.valued());
    }
    return {tally, survey_tails({scenarios, {0.99}, functions, 0.99}, {&losses, 1})};
}

const ExactMoments& total(const Tally& tally) {
    return tally.loss[static_cast<std::size_t>(Headline::all_causes)];
}

void expect_mean(const Findings& found, double exact) {
    const Tally& tally = found.tally;
    EXPECT_NEAR(total(tally).mean(scenarios) / unit, exact, 4.5 * total(tally).standard_error(scenarios) / unit);
}

const Distribution lognormal_outage{Distribution::Kind::lognormal, 12.0, 1.0, {}};

TEST(StaticOutages, buffer_leaves_the_expected_excess_of_a_lognormal_outage) {
    expect_mean(simulate({{1.0, lognormal_outage, 3.0, 1.0}}), 16.8647820696);
    expect_mean(simulate({{1.0, lognormal_outage, 24.0, 1.0}}), 6.4182134585);
    expect_mean(simulate({{1.0, lognormal_outage, 72.0, 1.0}}), 1.6046975411);
}

TEST(StaticOutages, buffered_exponential_outage_has_the_exact_moments_and_tail) {
    const Findings found = simulate({{0.3, {Distribution::Kind::exponential, 24.0, 0.0, {}}, 8.0, 5.0}});
    expect_mean(found, 25.7951271807);
    // Standard error of a sample variance: sqrt((m4 - var^2) / n), here 28.9 with m4 from E X^k = P(X>0) k! 120^k.
    const double variance = total(found.tally).variance(scenarios) / (unit * unit);
    EXPECT_NEAR(variance, 5525.4419371, 4.5 * 28.9);
    const TailRisk risk = tail_of(found);
    EXPECT_LT(risk.value_at_risk.low / unit, 368.1436857995);
    EXPECT_GT(risk.value_at_risk.high / unit, 368.1436857995);
    EXPECT_NEAR(risk.tail_value_at_risk.value / unit, 488.1436857995,
                4.5 * risk.tail_value_at_risk.standard_error / unit);
}

TEST(StaticOutages, ranking_of_four_functions_finds_the_exact_reductions) {
    // (p, mean D [h], value [1/h], buffer [h]); taking away a function's hits saves p v E[(D - B)+] = p v m exp(-B /
    // m).
    struct Row {
        double probability, mean, value, buffer;
    };
    constexpr std::array rows{Row{0.5, 24, 10, 0}, Row{0.8, 6, 30, 2}, Row{0.12, 120, 8, 24}, Row{0.6, 12, 15, 4}};
    std::vector<Outage> outages;
    for (const Row& row : rows) {
        outages.push_back(
            {row.probability, {Distribution::Kind::exponential, row.mean, 0.0, {}}, row.buffer, row.value});
    }
    const Findings found = simulate(outages);
    expect_mean(found, 394.8836730192);
    const TailRisk risk = tail_of(found);
    EXPECT_NEAR(risk.tail_value_at_risk.value / unit, 3513.0550941,
                4.5 * risk.tail_value_at_risk.standard_error / unit);
    EXPECT_LT(risk.value_at_risk.low / unit, 2557.3831731);
    EXPECT_GT(risk.value_at_risk.high / unit, 2557.3831731);

    const Ranking ranking = rank_candidates(found.tally, found.tails, {0.99});
    const auto& all = ranking.by_headline[static_cast<std::size_t>(Headline::all_causes)];
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const Row& row = rows[k];
        const double saved = row.probability * row.value * row.mean * std::exp(-row.buffer / row.mean);
        const Estimate& plant = all[2 * k].delta_mean;
        EXPECT_NEAR(plant.value / unit, saved, 4.5 * plant.standard_error / unit) << k;
        EXPECT_EQ(all[2 * k + 1].delta_mean.value, 0.0);  // the user itself is never hit
        EXPECT_EQ(all[2 * k + 1].delta_mean.standard_error, 0.0);
        EXPECT_EQ(all[2 * k + 1].simulated, 0);
    }
    EXPECT_EQ(all[0].by_mean.rank, 1);  // 120.0; then B 103.2, C 94.3, D 77.4
    EXPECT_EQ(all[2].by_mean.rank, 2);
    EXPECT_EQ(all[4].by_mean.rank, 3);
    EXPECT_EQ(all[6].by_mean.rank, 4);
}

}  // namespace
}  // namespace hadome::test
