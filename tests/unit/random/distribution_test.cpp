#include "random/distribution.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace hadome {
namespace {

using Kind = Distribution::Kind;

constexpr int draws = 1'000'000;

struct Moments {
    double mean = 0.0;
    double error = 0.0;
    double least = std::numeric_limits<double>::infinity();
};

Moments moments_of(const Distribution& distribution) {
    Stream stream({3, 0, 0}, 9);
    Moments moments;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < draws; ++i) {
        const double x = sample(distribution, stream);
        sum += x;
        squares += x * x;
        moments.least = std::min(moments.least, x);
    }
    moments.mean = sum / draws;
    moments.error = std::sqrt((squares / draws - moments.mean * moments.mean) / draws);
    return moments;
}

double share_below(const Distribution& distribution, double at) {
    Stream stream({4, 0, 0}, 9);
    int below = 0;
    for (int i = 0; i < draws; ++i) {
        below += sample(distribution, stream) < at ? 1 : 0;
    }
    return static_cast<double>(below) / draws;
}

class EveryDistribution : public testing::TestWithParam<Distribution> {};

TEST_P(EveryDistribution, HasTheMeanThatIsStated) {
    const Moments moments = moments_of(GetParam());
    EXPECT_NEAR(moments.mean, mean_of(GetParam()), 4 * moments.error + 1e-12);
    EXPECT_GE(moments.least, 0.0);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, EveryDistribution,
    testing::Values(Distribution{Kind::fixed, 7.5, 0, {}}, Distribution{Kind::uniform, 2, 5, {}},
                    Distribution{Kind::normal, 10, 2, {}}, Distribution{Kind::normal, 1, 2, {}},
                    Distribution{Kind::exponential, 12, 0, {}}, Distribution{Kind::lognormal, 12, 0.8, {}},
                    Distribution{Kind::weibull, 24, 0.7, {}}, Distribution{Kind::weibull, 24, 3.0, {}},
                    Distribution{Kind::pareto, 2, 3.5, {}}, Distribution{Kind::empirical, 0, 0, {1, 2, 4, 9}}),
    [](const auto& test) { return name_of(test.param.kind) + "_" + std::to_string(test.index); });

TEST(Distribution, QuantilesFollowTheParameters) {
    const auto error = [](double p) { return 4 * std::sqrt(p * (1 - p) / draws); };
    EXPECT_NEAR(share_below({Kind::lognormal, 12, 0.8, {}}, 12.0), 0.5, error(0.5));
    EXPECT_NEAR(share_below({Kind::lognormal, 12, 0.8, {}}, 12.0 * std::exp(0.8)), 0.8413447461, error(0.84));
    EXPECT_NEAR(share_below({Kind::weibull, 24, 0.7, {}}, 24.0), 1 - std::exp(-1.0), error(0.63));
    EXPECT_NEAR(share_below({Kind::pareto, 2, 3.0, {}}, 4.0), 1 - 1.0 / 8.0, error(0.875));
    EXPECT_EQ(share_below({Kind::pareto, 2, 3.0, {}}, 2.0), 0.0);
    EXPECT_NEAR(share_below({Kind::exponential, 12, 0, {}}, 12.0), 1 - std::exp(-1.0), error(0.63));
}

TEST(Distribution, NormalMovesItsMassBelowZeroToZero) {
    const double below = 0.5 * std::erfc(0.5 / std::sqrt(2.0));
    EXPECT_NEAR(share_below({Kind::normal, 1, 2, {}}, std::numeric_limits<double>::min()), below,
                4 * std::sqrt(below * (1 - below) / draws));
}

TEST(Distribution, EmpiricalTakesEachValueEquallyOften) {
    const Distribution table{Kind::empirical, 0, 0, {1, 2, 4, 9}};
    for (int i = 1; i <= 3; ++i) {
        const double p = i / 4.0;
        EXPECT_NEAR(share_below(table, table.table[static_cast<std::size_t>(i)]), p,
                    4 * std::sqrt(p * (1 - p) / draws));
    }
    EXPECT_EQ(share_below(table, 9.5), 1.0);
}

TEST(Distribution, AFixedValueConsumesNoRandomNumber) {
    Stream stream({1, 0, 0}, 1);
    Stream untouched({1, 0, 0}, 1);
    EXPECT_EQ(sample(Distribution::fixed(3.0), stream), 3.0);
    EXPECT_EQ(stream(), untouched());
}

TEST(Distribution, AParetoTailOfShapeOneHasNoMean) {
    EXPECT_EQ(mean_of({Kind::pareto, 2, 1.0, {}}), std::numeric_limits<double>::infinity());
}

TEST(Distribution, EveryKindHasAName) {
    EXPECT_EQ(name_of(Kind::fixed), "fixed");
    EXPECT_EQ(name_of(Kind::lognormal), "lognormal");
    EXPECT_EQ(name_of(Kind::empirical), "empirical");
}

TEST_P(EveryDistribution, DrawsStayBelowAQuantileAsOftenAsItSays) {
    if (GetParam().is_fixed() || GetParam().kind == Kind::empirical) {
        return;  // their steps are tested below
    }
    for (const double p : {0.01, 0.25, 0.5, 0.9, 0.999}) {
        const double at = quantile(GetParam(), p);
        if (at > 0.0) {  // below: the mass that a normal law has at 0
            EXPECT_NEAR(share_below(GetParam(), at), p, 4.5 * std::sqrt(p * (1 - p) / draws)) << p;
        }
    }
}

TEST(Quantile, KnownValues) {
    EXPECT_DOUBLE_EQ(quantile(Distribution::fixed(7.5), 0.1), 7.5);
    EXPECT_DOUBLE_EQ(quantile({Kind::uniform, 2, 6, {}}, 0.25), 3.0);
    EXPECT_NEAR(quantile({Kind::normal, 10, 2, {}}, 0.975), 10 + 2 * 1.959963984540054, 1e-12);
    EXPECT_EQ(quantile({Kind::normal, 1, 2, {}}, 0.3), 0.0) << "clipped, as its draws are";
    EXPECT_NEAR(quantile({Kind::exponential, 3, 0, {}}, 0.5), 3 * std::log(2.0), 1e-12);
    EXPECT_NEAR(quantile({Kind::lognormal, 12, 1, {}}, 0.5), 12, 1e-12);
    EXPECT_NEAR(quantile({Kind::lognormal, 12, 1, {}}, 0.8413447460685429), 12 * std::exp(1.0), 1e-9);
    EXPECT_NEAR(quantile({Kind::weibull, 5, 2, {}}, 1 - std::exp(-4.0)), 10, 1e-9);
    EXPECT_NEAR(quantile({Kind::pareto, 2, 1.5, {}}, 0.875), 2 * std::pow(8.0, 1 / 1.5), 1e-12);
}

TEST(Quantile, OfATableIsTheValueAtItsPlace) {
    const Distribution table{Kind::empirical, 0, 0, {30, 10, 20, 40}};
    EXPECT_EQ(quantile(table, 1e-9), 10);
    EXPECT_EQ(quantile(table, 0.25), 10);
    EXPECT_EQ(quantile(table, 0.26), 20);
    EXPECT_EQ(quantile(table, 0.75), 30);
    EXPECT_EQ(quantile(table, 0.999), 40);
    std::vector<double> tenths;
    for (int i = 1; i <= 10; ++i) {
        tenths.push_back(i);
    }
    for (int i = 1; i < 10; ++i) {
        EXPECT_EQ(quantile({Kind::empirical, 0, 0, tenths}, i / 10.0), i) << "whatever i / 10 rounds to";
    }
}

}  // namespace
}  // namespace hadome
