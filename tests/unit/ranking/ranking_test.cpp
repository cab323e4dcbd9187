#include "ranking/ranking.hpp"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

namespace hadome {
namespace {

/// 1 000 years; candidate 0 takes 10 off every fifth year, candidate 1 takes all off the worst ten years, candidate 2
/// nothing.
Tally sample() {
    Tally tally(TallyShape{0, 3, 0, 1000, 3, 1000});
    for (std::int64_t year = 0; year < 1000; ++year) {
        const Jpy loss = year < 10 ? 5000 + year : year % 50;
        const std::array<Jpy, headline_count> baseline{loss / 2, loss};
        tally.scenarios += 1;
        for (std::size_t h = 0; h < headline_count; ++h) {
            tally.tail[h].add({baseline[h], year});
        }
        const auto value = [&](std::size_t candidate, Jpy now) {
            tally.add_candidate(candidate, year, baseline, {now / 2, now},
                                now == loss ? Tally::Valued::unchanged : Tally::Valued::simulated);
        };
        value(0, year % 5 == 0 ? loss - std::min<Jpy>(loss, 10) : loss);
        value(1, year < 10 ? 0 : loss);
        value(2, loss);
    }
    return tally;
}

TEST(Ranking, orders_by_the_paired_difference_of_the_mean) {
    const Ranking ranking = rank_candidates(sample(), 0.99);
    const auto& all = ranking.by_headline[static_cast<std::size_t>(Headline::all_causes)];
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[1].rank, 1);
    EXPECT_EQ(all[0].rank, 2);
    EXPECT_EQ(all[2].rank, 3);
    EXPECT_NEAR(all[1].delta_mean.value, 50.045, 1e-9);
    EXPECT_LT(all[1].delta_mean.low, all[1].delta_mean.value);
    // Worst 1 % of years: 5 004.5 on average; without them the worst ten lose 49.
    EXPECT_NEAR(all[1].delta_tvar.value, 5004.5 - 49.0, 1e-9);
}

TEST(Ranking, a_candidate_that_could_not_matter_differs_by_exactly_zero) {
    const Ranking ranking = rank_candidates(sample(), 0.99);
    for (const auto& headline : ranking.by_headline) {
        EXPECT_EQ(headline[2].delta_mean.value, 0.0);
        EXPECT_EQ(headline[2].delta_mean.standard_error, 0.0);
        EXPECT_EQ(headline[2].delta_tvar.value, 0.0);
        EXPECT_EQ(headline[2].delta_tvar.standard_error, 0.0);
        EXPECT_EQ(headline[2].simulated, 0);
    }
}

TEST(Ranking, of_nothing_is_empty) {
    EXPECT_TRUE(rank_candidates(Tally(TallyShape{}), 0.99).by_headline[0].empty());
}

}  // namespace
}  // namespace hadome
