#include "ranking/ranking.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace hadome {
namespace {

/// 1 000 years; candidate 0 takes 10 off every fifth year, candidate 1 takes all off the worst ten years, candidate 2
/// nothing.
struct Sample {
    Tally tally{TallyShape{.candidates = 3}};
    LossBlock losses;

    Sample();
    Ranking rank() const {
        return rank_candidates(tally, survey_tails({tally.scenarios, {}, 3, 0.99}, {&losses, 1}), {0.99});
    }
};

Sample::Sample() {
    for (std::int64_t year = 0; year < 1000; ++year) {
        ScenarioLoss loss;
        const Jpy all = year < 10 ? 5000 + year : year % 50;
        loss.total = {all / 2, all};
        std::vector<CandidateDelta> valued;
        const auto value = [&](std::int64_t candidate, Jpy now) {
            valued.push_back({candidate, {all / 2 - now / 2, all - now}});
        };
        if (year % 5 == 0) {
            value(0, all - std::min<Jpy>(all, 10));
        }
        if (year < 10) {
            value(1, 0);
        }
        ++tally.scenarios;
        tally.add_candidates(valued);
        losses.add(loss, valued);
    }
}

TEST(Ranking, orders_by_the_paired_difference_of_the_mean) {
    const Ranking ranking = Sample().rank();
    const auto& all = ranking.by_headline[static_cast<std::size_t>(Headline::all_causes)];
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[1].by_mean.rank, 1);
    EXPECT_EQ(all[0].by_mean.rank, 2);
    EXPECT_EQ(all[2].by_mean.rank, 3);
    EXPECT_NEAR(all[1].delta_mean.value, 50.045, 1e-9);
    EXPECT_LT(all[1].delta_mean.low, all[1].delta_mean.value);
    // Worst 1 % of years: 5 004.5 on average; without them the worst ten lose 49.
    EXPECT_NEAR(all[1].delta_tvar.value, 5004.5 - 49.0, 1e-9);
}

TEST(Ranking, a_candidate_that_could_not_matter_differs_by_exactly_zero) {
    const Ranking ranking = Sample().rank();
    for (const auto& headline : ranking.by_headline) {
        EXPECT_EQ(headline[2].delta_mean.value, 0.0);
        EXPECT_EQ(headline[2].delta_mean.standard_error, 0.0);
        EXPECT_EQ(headline[2].delta_tvar.value, 0.0);
        EXPECT_EQ(headline[2].delta_tvar.standard_error, 0.0);
        EXPECT_EQ(headline[2].simulated, 0);
    }
}

TEST(Ranking, of_nothing_is_empty) {
    EXPECT_TRUE(rank_candidates(Tally(TallyShape{}), {}, {0.99}).by_headline[0].empty());
}

}  // namespace
}  // namespace hadome
