#include "stats/selection.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace hadome {
namespace {

std::vector<std::int64_t> ranks_of(std::size_t n, std::mt19937_64& generator) {
    std::vector<std::int64_t> ranks{1, static_cast<std::int64_t>(n), static_cast<std::int64_t>(n)};
    for (int k = 0; k < 20; ++k) {
        ranks.push_back(1 + static_cast<std::int64_t>(generator() % n));
    }
    return ranks;
}

/// Numbers of all sizes up to 2^63 - 1, with many that are equal.
std::vector<std::int64_t> sample_of(std::size_t n, std::mt19937_64& generator) {
    std::vector<std::int64_t> sample(n);
    for (std::int64_t& number : sample) {
        number = static_cast<std::int64_t>(generator() >> (1 + generator() % 63));
        number = generator() % 4 == 0 ? 1'000'000 : number;
    }
    sample.front() = INT64_MAX;
    return sample;
}

TEST(Selection, finds_what_sorting_finds_whatever_the_parts) {
    std::mt19937_64 generator(5);
    for (const std::size_t n : {1U, 2U, 17U, 1000U, 20000U}) {
        std::vector<std::int64_t> sample = sample_of(n, generator);
        const std::vector<std::int64_t> ranks = ranks_of(n, generator);
        std::vector<Selection> parts(3, Selection(ranks));
        for (int pass = 0; pass < Selection::passes; ++pass) {
            for (std::size_t k = 0; k < n; ++k) {
                parts[k * k % 3].count(sample[k]);
            }
            const auto sum = [&](std::size_t k) {
                return parts[0].counts()[k] + parts[1].counts()[k] + parts[2].counts()[k];
            };
            std::vector<std::int64_t> sums;
            for (std::size_t k = 0; k < parts[0].counts().size(); ++k) {
                sums.push_back(sum(k));
            }
            for (Selection& part : parts) {
                std::copy(sums.begin(), sums.end(), part.counts().begin());
                part.narrow();
            }
        }
        std::sort(sample.begin(), sample.end());
        for (const std::int64_t rank : ranks) {
            EXPECT_EQ(parts[1].found().at(rank), sample[static_cast<std::size_t>(rank) - 1]) << n << " " << rank;
        }
    }
}

TEST(Selection, refuses_a_rank_that_the_sample_does_not_have) {
    Selection selection({3});
    selection.count(7);
    selection.count(8);
    EXPECT_THROW(selection.narrow(), InternalError);
    EXPECT_THROW(Selection({0}), InternalError);
}

TEST(Selection, of_no_ranks_needs_no_memory) {
    Selection none;
    for (int pass = 0; pass < Selection::passes; ++pass) {
        none.count(1);
        EXPECT_TRUE(none.counts().empty());
        none.narrow();
    }
    EXPECT_THROW(none.found().at(1), InternalError);
}

}  // namespace
}  // namespace hadome
