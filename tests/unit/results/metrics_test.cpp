#include "results/metrics.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace hadome {
namespace {

/// Metrics of years of losses 0, 1, 2, ...
Metrics staircase(std::int64_t years, const std::vector<double>& levels) {
    TallyShape shape;
    shape.sectors = 1;
    Tally tally(shape);
    LossBlock losses;
    Model model;
    model.sectors.push_back({"power", {}});
    Scenario scenario;
    for (scenario.number = 0; scenario.number < years; ++scenario.number) {
        ScenarioLoss loss;
        loss.total = {scenario.number / 2, scenario.number};
        loss.by_sector.assign(1, scenario.number);
        loss.by_threat[2] = scenario.number;
        loss.by_kind[1] = scenario.number;
        loss.largest_event = scenario.number / 10;
        tally.add(model, scenario, Journal{}, loss, {}, {});
        losses.add(loss, {});
    }
    return compute_metrics(tally, survey_tails({years, levels, 0, 0.99}, {&losses, 1}), levels);
}

TEST(Metrics, of_a_staircase_are_known_in_closed_form) {
    const std::vector<double> levels{0.9};
    const Metrics metrics = staircase(1000, levels);
    const HeadlineMetrics& all = metrics.headline[1];
    EXPECT_DOUBLE_EQ(all.mean.value, 499.5);
    EXPECT_NEAR(all.sd, std::sqrt(1000.0 * 1001.0 / 12.0), 1e-9);
    EXPECT_NEAR(all.mean.standard_error, all.sd / std::sqrt(1000.0), 1e-12);
    EXPECT_TRUE(all.sum == 499500);
    EXPECT_TRUE(all.sum_squares == 332833500);
    // The 900th of 1 000 in order; beyond it 900 ... 999.
    EXPECT_EQ(all.tail.at(0).value_at_risk.value, 899.0);
    EXPECT_NEAR(all.tail.at(0).tail_value_at_risk.value, 949.5, 1e-9);
    EXPECT_EQ(all.tail.at(0).tail_scenarios, 100);
    EXPECT_FALSE(all.tail.at(0).certified);
    EXPECT_EQ(all.aep.size(), 6u);
    EXPECT_EQ(all.aep.at(2).loss, 899.0);
    EXPECT_EQ(metrics.oep.at(2).loss, 89.0);
    EXPECT_DOUBLE_EQ(metrics.by_sector.at(0).value, 499.5);
    EXPECT_EQ(metrics.by_threat[0].value, 0.0);
    EXPECT_DOUBLE_EQ(metrics.by_threat[2].value, 499.5);
    EXPECT_DOUBLE_EQ(metrics.by_kind[1].value, 499.5);
}

TEST(Metrics, do_not_claim_to_know_more_than_the_sample_says) {
    const std::vector<double> levels{0.9};
    const Metrics none = staircase(0, levels);
    EXPECT_TRUE(std::isnan(none.headline[1].mean.value));
    EXPECT_TRUE(std::isnan(none.headline[1].tail.at(0).tail_value_at_risk.value));
    const Metrics one = staircase(1, levels);
    EXPECT_EQ(one.headline[1].mean.value, 0.0);
    EXPECT_TRUE(std::isinf(one.headline[1].mean.standard_error));
    EXPECT_TRUE(std::isnan(one.headline[1].sd));
}

}  // namespace
}  // namespace hadome
