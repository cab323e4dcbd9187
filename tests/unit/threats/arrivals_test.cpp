#include "threats/arrivals.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "random/chance.hpp"
#include "threat_model.hpp"

namespace hadome {
namespace {

using testing_models::year;

std::vector<Tick> onsets_of(const Arrivals& arrivals, std::uint64_t scenario, Tick horizon = year) {
    std::vector<Tick> onsets;
    arrivals.draw({1, 0, scenario}, horizon, [&](std::uint64_t k, Tick onset) {
        EXPECT_EQ(k, onsets.size());
        onsets.push_back(onset);
    });
    return onsets;
}

TEST(ChanceWord, CountsTheWordsBelowAProbability) {
    EXPECT_EQ(chance_word(0.0), 0U);
    EXPECT_EQ(chance_word(0.5), std::uint64_t{1} << 63);
    EXPECT_EQ(chance_word(std::ldexp(1.0, -64)), 1U);
    EXPECT_EQ(chance_word(std::ldexp(1.0, -65)), 0U);
    EXPECT_EQ(chance_word(1.0), std::numeric_limits<std::uint64_t>::max());
}

TEST(Arrivals, ArePoissonWithUniformTimes) {
    for (const double rate : {0.02, 0.7, 6.0}) {
        const Arrivals arrivals(77, rate, year);
        const int n = 100'000;
        double count = 0.0;
        double squares = 0.0;
        double time = 0.0;
        int quiet = 0;
        for (std::uint64_t scenario = 0; scenario < n; ++scenario) {
            const std::vector<Tick> onsets = onsets_of(arrivals, scenario);
            const auto events = static_cast<double>(onsets.size());
            count += events;
            squares += events * events;
            quiet += onsets.empty() ? 1 : 0;
            Tick last = 0;
            for (const Tick onset : onsets) {
                EXPECT_GE(onset, last);
                EXPECT_LT(onset, year);
                last = onset;
                time += static_cast<double>(onset) / year;
            }
        }
        const double mean = count / n;
        EXPECT_NEAR(mean, rate, 3 * std::sqrt(rate / n));
        const double variance = squares / n - mean * mean;
        EXPECT_NEAR(variance, rate, 4 * std::sqrt((rate + 2 * rate * rate) / n));
        const double p = std::exp(-rate);
        EXPECT_NEAR(static_cast<double>(quiet) / n, p, 4 * std::sqrt(p * (1 - p) / n));
        EXPECT_NEAR(time / count, 0.5, 4 * std::sqrt(1.0 / 12.0 / count));
    }
}

TEST(Arrivals, ALowerRateStretchesTheSameArrivals) {
    const Arrivals full(77, 8.0, year);
    const Arrivals half(77, 4.0, year);
    std::size_t lost = 0;
    for (std::uint64_t scenario = 0; scenario < 1000; ++scenario) {
        const std::vector<Tick> of_full = onsets_of(full, scenario);
        const std::vector<Tick> of_half = onsets_of(half, scenario);
        ASSERT_LE(of_half.size(), of_full.size());
        lost += of_full.size() - of_half.size();
        for (std::size_t k = 0; k < of_half.size(); ++k) {
            EXPECT_NEAR(static_cast<double>(of_half[k]), 2.0 * static_cast<double>(of_full[k]), 2.0);
        }
    }
    EXPECT_GT(lost, 3000U);
}

TEST(Arrivals, AShorterHorizonKeepsTheEarlierOnes) {
    const Arrivals whole(77, 8.0, year);
    const Arrivals quarter(77, 8.0, year / 4);
    for (std::uint64_t scenario = 0; scenario < 1000; ++scenario) {
        std::vector<Tick> expected = onsets_of(whole, scenario);
        std::erase_if(expected, [](Tick onset) { return onset >= year / 4; });
        EXPECT_EQ(onsets_of(quarter, scenario, year / 4), expected);
    }
}

TEST(Arrivals, NoneWithoutRateOrTime) {
    for (std::uint64_t scenario = 0; scenario < 1000; ++scenario) {
        EXPECT_TRUE(onsets_of(Arrivals(77, 0.0, year), scenario).empty());
        EXPECT_TRUE(onsets_of(Arrivals(77, 1e6, 0), scenario, 0).empty());
    }
}

TEST(Arrivals, ManyWhereTheRateIsHigh) {
    EXPECT_NEAR(static_cast<double>(onsets_of(Arrivals(77, 1e4, year), 0).size()), 1e4, 400.0);
}

}  // namespace
}  // namespace hadome
