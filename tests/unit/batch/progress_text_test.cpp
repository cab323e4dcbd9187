#include "batch/progress_text.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace hadome {
namespace {

TEST(MoneyText, has_three_figures_and_a_prefix) {
    EXPECT_EQ(money_text(0.0), "0 JPY");
    EXPECT_EQ(money_text(999.4), "999 JPY");
    EXPECT_EQ(money_text(999.6), "1.00 kJPY");
    EXPECT_EQ(money_text(1.234e12), "1.23 TJPY");
    EXPECT_EQ(money_text(12.34e9), "12.3 GJPY");
    EXPECT_EQ(money_text(123.4e6), "123 MJPY");
    EXPECT_EQ(money_text(-5.6e9), "-5.60 GJPY");
    EXPECT_EQ(money_text(9.996e6), "10.0 MJPY");
}

TEST(DurationText, is_hours_minutes_and_seconds) {
    EXPECT_EQ(duration_text(7.4), "0:07");
    EXPECT_EQ(duration_text(754.0), "12:34");
    EXPECT_EQ(duration_text(14100.0), "3:55:00");
}

TEST(EstimateText, gives_an_interval_only_where_there_is_one) {
    EXPECT_EQ(estimate_text({2e9, 1e8, 1.8e9, 2.2e9}), "2.00 GJPY (95 % interval 1.80 GJPY to 2.20 GJPY)");
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(estimate_text({2e9, none, none, none}), "2.00 GJPY");
}

ProgressTotals halfway() {
    ProgressTotals totals{50, {}};
    for (int i = 0; i < 50; ++i) {
        totals.loss.add(i % 2 == 0 ? 1'000'000 : 3'000'000);
    }
    return totals;
}

TEST(ProgressLine, tells_share_rate_time_left_and_mean_with_its_error) {
    // 50 in 5 s is 10/s, the other 50 take 5 s more; sd of 1 and 3 in equal parts is 1.01, over sqrt(50): 0.143.
    EXPECT_EQ(progress_line(halfway(), 100, 5.0),
              "50.0 % (50 of 100 scenarios), 10/s, 0:05 left, mean loss 2.00 MJPY +- 143 kJPY");
}

TEST(ProgressLine, works_before_the_first_scenario_and_without_any) {
    EXPECT_EQ(progress_line({}, 100, 0.0), "0.0 % (0 of 100 scenarios)");
    EXPECT_EQ(progress_line({}, 0, 1.0), "100.0 % (0 of 0 scenarios)");
}

TEST(ProgressLine, does_not_average_over_scenarios_given_up) {
    ProgressTotals totals = halfway();
    totals.scenarios = 60;
    totals.given_up = 10;
    EXPECT_EQ(progress_line(totals, 100, 0.0),
              "60.0 % (60 of 100 scenarios), mean loss 2.00 MJPY +- 143 kJPY, 10 GIVEN UP");
}

TEST(ProgressBar, is_as_long_as_the_share_done) {
    EXPECT_EQ(progress_bar(halfway(), 100, 5.0).substr(0, 27), "[############............] ");
}

TEST(ShardsLine, tells_how_many_were_read_and_the_time_that_the_others_take) {
    EXPECT_EQ(shards_line(0, 40, 0, 0.0), "0 of 40 shards read, 0 scenarios");
    EXPECT_EQ(shards_line(10, 40, 5000, 20.0), "10 of 40 shards read, 5000 scenarios, 1:00 left");
    EXPECT_EQ(shards_line(40, 40, 20000, 80.0), "40 of 40 shards read, 20000 scenarios");
    EXPECT_EQ(shards_bar(10, 40, 5000, 20.0).substr(0, 30), "[######..................] 10 ");
}

}  // namespace
}  // namespace hadome
