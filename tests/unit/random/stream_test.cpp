#include "random/stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace hadome {
namespace {

constexpr int draws = 1'000'000;

/// Mean of f(draw) over many draws of one stream.
template <class Draw, class F>
double mean_over(Draw draw, F f) {
    Stream stream({20'260'301, 0, 7}, 42);
    double sum = 0.0;
    for (int i = 0; i < draws; ++i) {
        sum += f(draw(stream));
    }
    return sum / draws;
}

/// Standard error of a mean over `draws`, from the variance of what is averaged.
double error_of(double variance) {
    return std::sqrt(variance / draws);
}

TEST(Stream, GivesTheKnownAnswerOfPhilox) {
    // Random123 1.14, kat_vectors: philox4x64 10, counter and key all zero.
    Stream stream({0, 0, 0}, 0);
    EXPECT_EQ(stream(), 0x16554d9eca36314cULL);
    EXPECT_EQ(stream(), 0xdb20fe9d672d0fdcULL);
    EXPECT_EQ(stream(), 0xd7e772cee186176bULL);
    EXPECT_EQ(stream(), 0x7e68b68aec7ba23bULL);
}

TEST(Stream, CountsBlocksThenNameThenScenarioThenWorldUnderTheSeed) {
    Stream stream({11, 22, 33}, 44);
    for (std::uint64_t block = 0; block < 3; ++block) {
        const auto words = r123::Philox4x64{}({{block, 44, 33, 22}}, {{11, 0}});
        for (const std::uint64_t word : words) {
            EXPECT_EQ(stream(), word);
        }
    }
}

TEST(Stream, CopiesGoOnAlike) {
    Stream first({1, 2, 3}, 4);
    first();
    Stream second = first;
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(first(), second());
    }
}

TEST(Stream, NeighbouringNamesScenariosAndWorldsAreUncorrelated) {
    double by_name = 0.0;
    double by_scenario = 0.0;
    double by_world = 0.0;
    const int n = 200'000;
    for (std::uint64_t i = 0; i < n; ++i) {
        const auto centred = [](Stream stream) { return unit_uniform(stream) - 0.5; };
        const double x = centred(Stream({1, 0, 0}, i));
        by_name += x * centred(Stream({1, 0, 0}, i + 1));
        by_scenario += x * centred(Stream({1, 0, 1}, i));
        by_world += x * centred(Stream({1, 1, 0}, i));
    }
    const double bound = 4.0 * std::sqrt(static_cast<double>(n)) / 12.0;  // 4 standard errors
    EXPECT_LT(std::abs(by_name), bound);
    EXPECT_LT(std::abs(by_scenario), bound);
    EXPECT_LT(std::abs(by_world), bound);
}

TEST(UnitUniform, IsOneWordScaled) {
    Stream stream({5, 0, 1}, 2);
    Stream words({5, 0, 1}, 2);
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(unit_uniform(stream), std::ldexp(static_cast<double>(words()), -64));
    }
}

TEST(UnitUniform, StaysInRangeWithTheRightMoments) {
    Stream stream({5, 0, 0}, 2);
    double low = 1.0;
    double high = 0.0;
    for (int i = 0; i < draws; ++i) {
        const double u = unit_uniform(stream);
        low = std::min(low, u);
        high = std::max(high, u);
    }
    EXPECT_GE(low, 0.0);
    EXPECT_LT(high, 1.0);
    EXPECT_LT(low, 2e-5);  // missed with probability e^-20
    EXPECT_GT(high, 1.0 - 2e-5);
    EXPECT_NEAR(mean_over(unit_uniform, [](double u) { return u; }), 0.5, 4 * error_of(1.0 / 12.0));
    EXPECT_NEAR(mean_over(unit_uniform, [](double u) { return u * u; }), 1.0 / 3.0, 4 * error_of(4.0 / 45.0));
}

TEST(UnitExponential, HasTheRightMomentsAndTail) {
    EXPECT_NEAR(mean_over(unit_exponential, [](double x) { return x; }), 1.0, 4 * error_of(1.0));
    EXPECT_NEAR(mean_over(unit_exponential, [](double x) { return x * x; }), 2.0, 4 * error_of(20.0));
    for (const double at : {0.1, 1.0, 5.0, 9.0}) {
        const double p = std::exp(-at);
        EXPECT_NEAR(mean_over(unit_exponential, [at](double x) { return x > at ? 1.0 : 0.0; }), p,
                    4 * error_of(p * (1 - p)));
    }
}

TEST(UnitNormal, HasTheRightMomentsAndTails) {
    EXPECT_NEAR(mean_over(unit_normal, [](double x) { return x; }), 0.0, 4 * error_of(1.0));
    EXPECT_NEAR(mean_over(unit_normal, [](double x) { return x * x; }), 1.0, 4 * error_of(2.0));
    EXPECT_NEAR(mean_over(unit_normal, [](double x) { return x * x * x; }), 0.0, 4 * error_of(15.0));
    EXPECT_NEAR(mean_over(unit_normal, [](double x) { return x * x * x * x; }), 3.0, 4 * error_of(96.0));
    for (const double at : {-3.0, -1.0, 0.5, 2.0, 4.0}) {
        const double p = 0.5 * std::erfc(at / std::sqrt(2.0));
        EXPECT_NEAR(mean_over(unit_normal, [at](double x) { return x > at ? 1.0 : 0.0; }), p,
                    4 * error_of(p * (1 - p)));
    }
}

TEST(UnitVariates, ArePinned) {
    // A change of these values changes every result that any seed has given.
    Stream uniform({1, 2, 3}, 4);
    Stream exponential({1, 2, 3}, 4);
    Stream normal({1, 2, 3}, 4);
    EXPECT_EQ(unit_uniform(uniform), 0.79737904134576454);
    EXPECT_EQ(unit_exponential(exponential), 2.8457064690532143);
    EXPECT_EQ(unit_normal(normal), 1.9100690882043778);
}

}  // namespace
}  // namespace hadome
