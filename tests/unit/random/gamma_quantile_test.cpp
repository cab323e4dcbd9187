#include "random/gamma_quantile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "random/stream.hpp"

namespace hadome {
namespace {

constexpr std::uint64_t last_word = std::numeric_limits<std::uint64_t>::max();

TEST(UnitMeanGamma, OfShapeOneIsExponential) {
    for (const std::uint64_t word : {std::uint64_t{0}, std::uint64_t{1} << 40, std::uint64_t{1} << 62,
                                     std::uint64_t{1} << 63, std::uint64_t{3} << 62, last_word}) {
        const double above = 1.0 - std::ldexp(static_cast<double>(word >> 12) + 0.5, -52);
        const double expected = word < std::uint64_t{1} << 62
                                    ? -std::log1p(-std::ldexp(static_cast<double>(word >> 12) + 0.5, -52))
                                    : -std::log(above);
        EXPECT_NEAR(unit_mean_gamma(1.0, word) / expected, 1.0, 1e-12) << word;
    }
}

TEST(UnitMeanGamma, HasMeanOneAndItsVariation) {
    for (const double cv : {0.05, 0.5, 1.0, 2.0}) {
        Stream stream({5, 0, 0}, 3);
        const int n = 200'000;
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < n; ++i) {
            const double x = unit_mean_gamma(cv, stream());
            sum += x;
            squares += x * x;
        }
        const double mean = sum / n;
        const double variance = squares / n - mean * mean;
        const double v = cv * cv;
        EXPECT_NEAR(mean, 1.0, 4 * cv / std::sqrt(n));
        // The fourth central moment of a gamma of mean 1 is 3 v^2 + 6 v^3.
        EXPECT_NEAR(variance, v, 4 * std::sqrt((2 * v * v + 6 * v * v * v) / n)) << cv;
    }
}

TEST(UnitMeanGamma, RisesAndIsFiniteAtTheEdgesOfWhatTheInputTakes) {
    for (const double cv : {1e-6, 1e-3, 0.3, 3.0, 10.0}) {
        double last = -1.0;
        for (int i = 0; i <= 1000; ++i) {
            const std::uint64_t word = i == 1000 ? last_word : static_cast<std::uint64_t>(i) * (last_word / 1000);
            const double x = unit_mean_gamma(cv, word);
            EXPECT_TRUE(std::isfinite(x)) << cv << " " << word;
            EXPECT_GE(x, last) << cv << " " << word;
            last = x;
        }
    }
}

}  // namespace
}  // namespace hadome
