#include "ranking/rank_inference.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

#include "core/name_hash.hpp"

namespace hadome {
namespace {

Stream draws(std::uint64_t seed = 1) {
    return Stream({seed, 0, 0}, name_hash("test"));
}

/// Observations of several quantities, as estimates and as blocks.
struct Sample {
    std::vector<double> means;
    BlockSums blocks;

    Sample(std::size_t candidates, const std::vector<std::vector<std::int64_t>>& observations)
        : means(candidates, 0.0), blocks(candidates, static_cast<std::int64_t>(observations.size())) {
        for (std::size_t n = 0; n < observations.size(); ++n) {
            blocks.count(static_cast<std::int64_t>(n));
            for (std::size_t k = 0; k < candidates; ++k) {
                blocks.add(static_cast<std::int64_t>(n), k, observations[n][k]);
                means[k] += static_cast<double>(observations[n][k]) / static_cast<double>(observations.size());
            }
        }
    }
    std::vector<RankPlace> places(std::int32_t top = 1) const { return infer_ranks(means, blocks, 1.0, top, draws()); }
};

/// Independent normal values around the given means; all share a common part, which must cancel.
Sample normal_sample(const std::vector<double>& means, double spread, std::int64_t n, std::uint64_t seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<std::vector<std::int64_t>> observations;
    for (std::int64_t i = 0; i < n; ++i) {
        const double common = 1e5 * normal(generator);
        observations.emplace_back();
        for (const double mean : means) {
            observations.back().push_back(std::llround(mean + spread * normal(generator) + common));
        }
    }
    return Sample(means.size(), observations);
}

TEST(RankInference, tells_apart_what_lies_far_apart_however_much_it_shares) {
    const auto places = normal_sample({1000, 3000, 2000}, 1000, 2000, 1).places();
    const std::array expected{3, 1, 2};
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_EQ(places[k].rank, expected[k]);
        EXPECT_EQ(places[k].rank_low, expected[k]);
        EXPECT_EQ(places[k].rank_high, expected[k]);
        EXPECT_EQ(places[k].tied_group, expected[k]);
        EXPECT_EQ(places[k].top_probability, k == 1 ? 1.0 : 0.0);
    }
    EXPECT_LT(places[1].best_distance_high, 0.0);
    EXPECT_GT(places[2].best_distance_low, 0.0);
    EXPECT_LT(places[2].best_distance_low, 1000.0);
    EXPECT_GT(places[2].best_distance_high, 1000.0);
}

TEST(RankInference, says_tied_of_candidates_that_are_equal) {
    // The first two never differ, not even in one observation; the last two lose nothing.
    std::vector<std::vector<std::int64_t>> observations;
    std::mt19937_64 generator(2);
    for (int i = 0; i < 3000; ++i) {
        const auto loss = static_cast<std::int64_t>(generator() % 1000);
        observations.push_back({loss, loss, 0, 0});
    }
    const auto places = Sample(4, observations).places(1);
    for (const std::size_t k : {0U, 1U}) {
        EXPECT_EQ(places[k].rank, 1);
        EXPECT_EQ(places[k].rank_low, 1);
        EXPECT_EQ(places[k].rank_high, 2);
        EXPECT_EQ(places[k].tied_group, 1);
        EXPECT_EQ(places[k].top_probability, 1.0);
        EXPECT_EQ(places[k].best_distance, 0.0);
        EXPECT_EQ(places[k].best_distance_high, 0.0);
    }
    for (const std::size_t k : {2U, 3U}) {
        EXPECT_EQ(places[k].rank, 3);
        EXPECT_EQ(places[k].rank_low, 3);
        EXPECT_EQ(places[k].rank_high, 4);
        EXPECT_EQ(places[k].tied_group, 2);
    }
}

TEST(RankInference, gives_equals_in_law_equal_chances) {
    double first = 0.0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        first += normal_sample({0, 0, -1e4}, 100, 400, seed).places()[0].top_probability / 200.0;
    }
    // Of each sample the chance is nearly uniform in [0, 1]: standard error 0.29 / sqrt(200).
    EXPECT_NEAR(first, 0.5, 4.5 * 0.29 / std::sqrt(200.0));
}

TEST(RankInference, intervals_hold_all_true_ranks_in_95_of_100_samples) {
    // Two true ties, and steps of about one to five standard errors.
    const std::vector<double> means{500, 500, 480, 440, 300, 300, 0};
    const std::array low{1, 1, 3, 4, 5, 5, 7};
    const std::array high{2, 2, 3, 4, 6, 6, 7};
    constexpr int samples = 400;
    int held = 0;
    for (std::uint64_t seed = 0; seed < samples; ++seed) {
        const auto places = normal_sample(means, 500, 1000, seed).places();
        bool all = true;
        for (std::size_t k = 0; k < means.size(); ++k) {
            // A tie at a place is held when the interval reaches any of the ranks that the tied ones share.
            all = all && places[k].rank_low <= low[k] && places[k].rank_high >= high[k];
        }
        held += all ? 1 : 0;
    }
    EXPECT_GE(held, samples * 0.95 - 3.0 * std::sqrt(samples * 0.95 * 0.05));
    EXPECT_LT(held, samples) << "an interval that always holds says too little";
}

TEST(RankInference, knows_nothing_from_one_block) {
    const auto places = Sample(2, {{5, 3}}).places();
    EXPECT_EQ(places[0].rank, 1);
    EXPECT_EQ(places[0].rank_low, 1);
    EXPECT_EQ(places[0].rank_high, 2);
    EXPECT_TRUE(std::isnan(places[0].top_probability));
    EXPECT_EQ(places[0].best_distance, -2.0);
    EXPECT_TRUE(std::isinf(places[0].best_distance_high));
    EXPECT_TRUE(std::isnan(Sample(1, {{5}, {6}}).places()[0].best_distance)) << "there is no other";
    EXPECT_TRUE(infer_ranks({}, BlockSums(0, 10), 1.0, 1, draws()).empty());
}

TEST(BlockSums, of_parts_add_up_in_any_order) {
    std::mt19937_64 generator(3);
    BlockSums whole(2, 5000);
    BlockSums one(2, 5000);
    BlockSums other(2, 5000);
    for (std::int64_t n = 0; n < 5000; n += 1 + static_cast<std::int64_t>(generator() % 3)) {
        const auto value = static_cast<std::int64_t>(generator() >> 20U);
        BlockSums& part = generator() % 2 == 0 ? one : other;
        for (BlockSums* sums : {&whole, &part}) {
            sums->count(n);
            sums->add(n, 0, value);
            sums->add(n, 1, -value);
        }
    }
    ByteWriter out;
    other.write(out);
    const std::string bytes = out.take();
    ByteReader in(bytes);
    BlockSums read(2, 5000);
    read.read(in);
    read.merge(one);
    EXPECT_EQ(read, whole);
    EXPECT_LE(whole.blocks(), static_cast<std::size_t>(BlockSums::most_blocks));
    ByteReader again(bytes);
    BlockSums of_another_size(2, 400);
    EXPECT_THROW(of_another_size.read(again), IoError);
}

}  // namespace
}  // namespace hadome
