#include "threats/arrivals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "random/chance.hpp"
#include "threat_model.hpp"

namespace hadome {
namespace {

using testing_models::year;

struct Arrival {
    std::uint64_t number = 0;
    Tick onset = 0;
    double height = 0.0;
    friend bool operator==(const Arrival&, const Arrival&) = default;
};

std::vector<Arrival> drawn(const Arrivals& arrivals, std::uint64_t scenario, Tick horizon = year) {
    std::vector<Arrival> all;
    arrivals.draw({1, 0, scenario}, horizon, [&](std::uint64_t k, Tick onset, double height) {
        all.push_back({k, onset, height});
    });
    return all;
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
        const Arrivals arrivals(77, rate);
        const int n = 100'000;
        double count = 0.0;
        double squares = 0.0;
        double time = 0.0;
        double height = 0.0;
        double both = 0.0;
        int quiet = 0;
        for (std::uint64_t scenario = 0; scenario < n; ++scenario) {
            const std::vector<Arrival> all = drawn(arrivals, scenario);
            const auto events = static_cast<double>(all.size());
            count += events;
            squares += events * events;
            quiet += all.empty() ? 1 : 0;
            double last = 0.0;
            for (std::uint64_t k = 0; k < all.size(); ++k) {
                EXPECT_EQ(all[k].number, k);
                EXPECT_GE(all[k].height, last);
                EXPECT_LT(all[k].height, rate);
                EXPECT_GE(all[k].onset, 0);
                EXPECT_LT(all[k].onset, year);
                last = all[k].height;
                time += static_cast<double>(all[k].onset) / year;
                height += all[k].height / rate;
                both += (static_cast<double>(all[k].onset) / year - 0.5) * (all[k].height / rate - 0.5);
            }
        }
        const double mean = count / n;
        EXPECT_NEAR(mean, rate, 3 * std::sqrt(rate / n));
        const double variance = squares / n - mean * mean;
        EXPECT_NEAR(variance, rate, 4 * std::sqrt((rate + 2 * rate * rate) / n));
        const double p = std::exp(-rate);
        EXPECT_NEAR(static_cast<double>(quiet) / n, p, 4 * std::sqrt(p * (1 - p) / n));
        EXPECT_NEAR(time / count, 0.5, 4 * std::sqrt(1.0 / 12.0 / count));
        EXPECT_NEAR(height / count, 0.5, 4 * std::sqrt(1.0 / 12.0 / count));
        EXPECT_NEAR(both / count, 0.0, 4 * std::sqrt(1.0 / 144.0 / count));
    }
}

TEST(Arrivals, ALowerRateTakesArrivalsAwayAndMovesNone) {
    const Arrivals full(77, 8.0);
    const Arrivals half(77, 4.0);
    std::size_t lost = 0;
    for (std::uint64_t scenario = 0; scenario < 1000; ++scenario) {
        std::vector<Arrival> expected = drawn(full, scenario);
        lost += std::erase_if(expected, [](const Arrival& one) { return one.height >= 4.0; });
        EXPECT_EQ(drawn(half, scenario), expected);
    }
    EXPECT_NEAR(static_cast<double>(lost), 4000.0, 4 * std::sqrt(4000.0));
}

TEST(Arrivals, AShorterHorizonKeepsTheEarlierOnes) {
    const Arrivals arrivals(77, 8.0);
    std::size_t kept = 0;
    for (const auto& [horizon, longer] : {std::pair{year / 4, year}, {year, 3 * year}, {5 * year / 2, 4 * year}}) {
        for (std::uint64_t scenario = 0; scenario < 1000; ++scenario) {
            std::vector<Arrival> expected = drawn(arrivals, scenario, longer);
            std::erase_if(expected, [end = horizon](const Arrival& one) { return one.onset >= end; });
            EXPECT_EQ(drawn(arrivals, scenario, horizon), expected);
            kept += expected.size();
        }
    }
    EXPECT_NEAR(static_cast<double>(kept), 30'000.0, 4 * std::sqrt(30'000.0));
}

TEST(Arrivals, YearsDifferAndNumbersNameThem) {
    const std::vector<Arrival> all = drawn(Arrivals(77, 8.0), 0, 2 * year);
    std::vector<double> heights;
    for (const Arrival& one : all) {
        EXPECT_EQ(one.number >> 32, one.onset >= year ? 1U : 0U);
        heights.push_back(one.height);
    }
    std::sort(heights.begin(), heights.end());
    EXPECT_EQ(std::adjacent_find(heights.begin(), heights.end()), heights.end());
    EXPECT_GT(all.back().onset, year);
}

TEST(Arrivals, NoneWithoutRateOrTime) {
    for (std::uint64_t scenario = 0; scenario < 1000; ++scenario) {
        EXPECT_TRUE(drawn(Arrivals(77, 0.0), scenario).empty());
        EXPECT_TRUE(drawn(Arrivals(77, 1e6), scenario, 0).empty());
    }
}

TEST(Arrivals, ManyWhereTheRateIsHigh) {
    EXPECT_NEAR(static_cast<double>(drawn(Arrivals(77, 1e4), 0).size()), 1e4, 400.0);
}

}  // namespace
}  // namespace hadome
