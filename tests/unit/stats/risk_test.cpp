#include "stats/risk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "stats/moments.hpp"
#include "stats/tail.hpp"

namespace hadome {
namespace {

/// All order statistics of a sample.
OrderStatistics order_of(std::vector<std::int64_t> losses) {
    std::sort(losses.begin(), losses.end());
    OrderStatistics order;
    for (std::size_t k = 0; k < losses.size(); ++k) {
        order.put(static_cast<std::int64_t>(k) + 1, losses[k]);
    }
    return order;
}

std::int64_t value_at_risk(const std::vector<std::int64_t>& losses, double level) {
    const auto n = static_cast<std::int64_t>(losses.size());
    return order_of(losses).at(quantile_ranks(n, level).value);
}

TailRisk risk_of(const std::vector<std::int64_t>& losses, double level) {
    const std::int64_t v = value_at_risk(losses, level);
    Excesses beyond;
    for (const std::int64_t loss : losses) {
        if (loss > v) {
            ++beyond.scenarios;
            beyond.moments.add(loss - v);
        }
    }
    return tail_risk(order_of(losses), beyond, static_cast<std::int64_t>(losses.size()), level);
}

Estimate difference_of(const std::vector<std::int64_t>& x, const std::vector<std::int64_t>& y, double level) {
    const std::int64_t v_x = value_at_risk(x, level);
    const std::int64_t v_y = value_at_risk(y, level);
    ExactMoments differences;
    for (std::size_t k = 0; k < x.size(); ++k) {
        differences.add(std::max<std::int64_t>(x[k] - v_x, 0) - std::max<std::int64_t>(y[k] - v_y, 0));
    }
    return tail_difference(v_x, v_y, differences, static_cast<std::int64_t>(x.size()), level);
}

double uniform(std::mt19937_64& generator) {
    return (static_cast<double>(generator() >> 11) + 0.5) * 0x1p-53;
}

TEST(ExactMoments, are_the_textbook_mean_and_variance) {
    ExactMoments moments;
    for (const std::int64_t value : {2, 4, 4, 4, 5, 5, 7, 9}) {
        moments.add(value);
    }
    EXPECT_DOUBLE_EQ(moments.mean(8), 5.0);
    EXPECT_DOUBLE_EQ(moments.variance(8), 32.0 / 7.0);
}

TEST(ExactMoments, do_not_cancel_for_large_values_that_differ_little) {
    ExactMoments moments;
    const std::int64_t base = std::int64_t{1} << 50;
    for (int k = 0; k < 1000; ++k) {
        moments.add(base + k % 2);
    }
    EXPECT_DOUBLE_EQ(moments.variance(1000), 0.25 * 1000.0 / 999.0);
}

TEST(ExactMoments, refuse_to_overflow) {
    ExactMoments moments;
    moments.add(INT64_MIN + 1);
    moments.add(INT64_MIN + 1);
    EXPECT_THROW(moments.add(INT64_MIN + 1), InternalError);
}

TEST(TailBuffer, keeps_the_largest_whatever_the_order_and_the_split) {
    std::mt19937_64 generator(1);
    std::vector<TailEntry> all;
    for (std::int64_t k = 0; k < 5000; ++k) {
        all.push_back({static_cast<std::int64_t>(generator() % 300), k});
    }
    TailBuffer one(100);
    TailBuffer left(100);
    TailBuffer right(100);
    for (const TailEntry& entry : all) {
        one.add(entry);
        (entry.scenario % 7 == 0 ? left : right).add(entry);
    }
    std::sort(all.begin(), all.end(), std::greater<>{});
    all.resize(100);
    EXPECT_EQ(one.descending(), all);
    right.merge(left);
    EXPECT_EQ(right.descending(), all);
}

TEST(TailBuffer, refuses_bytes_that_are_no_list_of_its_largest) {
    using Entries = std::vector<TailEntry>;
    const auto read = [](std::uint64_t own_capacity, std::uint64_t capacity, const Entries& entries) {
        ByteWriter out;
        out.put(capacity);
        out.put_all(entries);
        const std::string bytes = out.take();
        ByteReader in(bytes);
        TailBuffer buffer(own_capacity);
        buffer.read(in);
        return buffer.descending();
    };
    const Entries two{{9, 1}, {4, 2}};
    EXPECT_EQ(read(2, 2, two), two);
    EXPECT_THROW(read(2, 3, two), IoError);
    EXPECT_THROW(read(1, 1, two), IoError);
    EXPECT_THROW(read(2, 2, {{4, 2}, {9, 1}}), IoError);
    // Twice of which is 0 in 64 bits.
    constexpr std::uint64_t vast = std::uint64_t{1} << 63;
    EXPECT_EQ(read(vast, vast, two), two);
}

TEST(TailRisk, order_statistic_interval_has_the_published_ranks) {
    // Equal-tailed 95 % intervals: n = 1 000, a = .95: X(936), X(964); n = 10 000, a = .99: X(9 880), X(9 920).
    for (const auto& [n, level, low, high] : {std::tuple{1000, 0.95, 936, 964}, std::tuple{10000, 0.99, 9880, 9920}}) {
        std::vector<std::int64_t> losses(static_cast<std::size_t>(n));
        for (std::size_t k = 0; k < losses.size(); ++k) {
            losses[k] = static_cast<std::int64_t>(k) + 1;
        }
        const TailRisk risk = risk_of(losses, level);
        EXPECT_EQ(risk.value_at_risk.low, low);
        EXPECT_EQ(risk.value_at_risk.high, high);
        EXPECT_EQ(risk.value_at_risk.value, std::llround(level * n));
    }
}

TEST(TailRisk, splits_an_atom_at_the_quantile) {
    // 1 in 250 years loses 1 000: VaR99 = 0, TVaR99 = .004 x 1 000 / .01.
    std::vector<std::int64_t> losses(10000, 0);
    std::fill_n(losses.begin(), 40, 1000);
    const TailRisk risk = risk_of(losses, 0.99);
    EXPECT_EQ(risk.value_at_risk.value, 0.0);
    EXPECT_NEAR(risk.tail_value_at_risk.value, 400.0, 1e-9);
    EXPECT_FALSE(risk.certified);
}

TEST(TailRisk, exponential_loss_has_the_exact_tail_and_standard_error) {
    // Exp(mean 10), a = .99: VaR 46.0517018599, TVaR 56.0517018599, SE sqrt(n) = 141.067360.
    constexpr std::int64_t n = 1'000'000;
    constexpr double unit = 1e6;
    std::mt19937_64 generator(7);
    std::vector<std::int64_t> losses;
    for (std::int64_t k = 0; k < n; ++k) {
        losses.push_back(std::llround(-10.0 * std::log(uniform(generator)) * unit));
    }
    const TailRisk risk = risk_of(losses, 0.99);
    EXPECT_TRUE(risk.certified);
    EXPECT_NEAR(risk.tail_value_at_risk.standard_error * std::sqrt(n) / unit, 141.067360, 14.1);
    EXPECT_NEAR(risk.tail_value_at_risk.value / unit, 56.0517018599,
                4.5 * risk.tail_value_at_risk.standard_error / unit);
    EXPECT_LT(risk.value_at_risk.low / unit, 46.0517018599);
    EXPECT_GT(risk.value_at_risk.high / unit, 46.0517018599);
}

TEST(TailDifference, of_a_sample_with_itself_is_exactly_zero) {
    const std::vector<std::int64_t> sample{5, 3, 9, 9, 1, 0, 0, 7, 2, 2};
    const Estimate difference = difference_of(sample, sample, 0.8);
    EXPECT_EQ(difference.value, 0.0);
    EXPECT_EQ(difference.standard_error, 0.0);
}

TEST(TailDifference, is_the_difference_of_the_two_tails_and_its_error_is_paired) {
    constexpr std::int64_t n = 200'000;
    std::mt19937_64 generator(11);
    std::vector<std::int64_t> x;
    std::vector<std::int64_t> y;
    for (std::int64_t k = 0; k < n; ++k) {
        x.push_back(std::llround(-1e6 * std::log(uniform(generator))));
        y.push_back(x.back() * 9 / 10);
    }
    const Estimate difference = difference_of(x, y, 0.99);
    const TailRisk risk_x = risk_of(x, 0.99);
    const TailRisk risk_y = risk_of(y, 0.99);
    EXPECT_NEAR(difference.value, risk_x.tail_value_at_risk.value - risk_y.tail_value_at_risk.value, 1e-3);
    // Y = .9 X: the paired error is a tenth of X's, where independent samples would have 1.35 times X's.
    EXPECT_NEAR(difference.standard_error, 0.1 * risk_x.tail_value_at_risk.standard_error,
                0.01 * risk_x.tail_value_at_risk.standard_error);
}

TEST(ExceedanceProbabilities, have_ten_scenarios_beyond) {
    EXPECT_TRUE(exceedance_probabilities(19).empty());
    EXPECT_EQ(exceedance_probabilities(20), std::vector<double>{0.5});
    EXPECT_EQ(exceedance_probabilities(1000), (std::vector<double>{0.5, 0.2, 0.1, 0.05, 0.02, 0.01}));
    EXPECT_EQ(exceedance_probabilities(1'000'000).back(), 1e-5);
}

TEST(ExceedanceCurve, reads_the_loss_exceeded_with_a_probability) {
    std::vector<std::int64_t> losses(1000);
    for (std::size_t k = 0; k < losses.size(); ++k) {
        losses[k] = static_cast<std::int64_t>(k) + 1;
    }
    const std::vector<double> probabilities{0.5, 0.1, 0.01};
    const std::vector<Exceedance> curve = exceedance_curve(order_of(losses), 1000, probabilities);
    EXPECT_EQ(curve[0].loss, 500.0);
    EXPECT_EQ(curve[1].loss, 900.0);
    EXPECT_EQ(curve[2].loss, 990.0);
    EXPECT_LT(curve[1].low, 900.0);
    EXPECT_GT(curve[1].high, 900.0);
}

}  // namespace
}  // namespace hadome
