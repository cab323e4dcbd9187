#include "stats/risk.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "core/check.hpp"
#include "core/fixed.hpp"
#include "stats/moments.hpp"

namespace hadome {
namespace {

/// A rank of 0 or n + 1 means that the sample cannot bound the quantile on that side. Losses are not negative; above
/// there is no bound but infinity.
Estimate quantile_estimate(const OrderStatistics& order, std::int64_t n, double level) {
    const QuantileRanks ranks = quantile_ranks(n, level);
    Estimate estimate;
    estimate.value = static_cast<double>(order.at(ranks.value));
    estimate.low = ranks.low < 1 ? 0.0 : static_cast<double>(order.at(ranks.low));
    estimate.high = ranks.high > n ? INFINITY : static_cast<double>(order.at(ranks.high));
    return estimate;
}

/// value + mean(differences) / (1 - level), with the standard error of that mean.
Estimate scaled_mean(double offset, const ExactMoments& differences, std::int64_t n, double level) {
    const double scale = 1.0 / (1.0 - level);
    const double error = n >= 2 ? scale * differences.standard_error(n) : INFINITY;
    return normal_estimate(offset + scale * differences.mean(n), error);
}

}  // namespace

QuantileRanks quantile_ranks(std::int64_t n, double level) {
    QuantileRanks ranks;
    const auto count = static_cast<double>(n);
    // The slack keeps ceil(n a) from being one too large when n a is whole but not in floating point.
    ranks.value = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(count * level * (1.0 - 4e-16))), 1, n);
    const boost::math::binomial_distribution<double> below(count, level);
    const auto at_most = [&](std::int64_t k) {
        return k < 0 ? 0.0 : k >= n ? 1.0 : boost::math::cdf(below, static_cast<double>(k));
    };
    const double spread = std::sqrt(count * level * (1.0 - level));
    ranks.low = std::clamp<std::int64_t>(std::llround(count * level - 2.0 * spread), 0, n);
    while (ranks.low > 0 && at_most(ranks.low - 1) > 0.025) {
        --ranks.low;
    }
    while (ranks.low < n && at_most(ranks.low) <= 0.025) {
        ++ranks.low;
    }
    ranks.high = std::clamp<std::int64_t>(std::llround(count * level + 2.0 * spread), 1, n + 1);
    while (ranks.high <= n && 1.0 - at_most(ranks.high - 1) > 0.025) {
        ++ranks.high;
    }
    while (ranks.high > 1 && 1.0 - at_most(ranks.high - 2) <= 0.025) {
        --ranks.high;
    }
    return ranks;
}

void add_ranks(const QuantileRanks& wanted, std::int64_t n, std::vector<std::int64_t>& ranks) {
    for (const std::int64_t rank : {wanted.low, wanted.value, wanted.high}) {
        if (rank >= 1 && rank <= n) {
            ranks.push_back(rank);
        }
    }
}

Estimate normal_estimate(double value, double standard_error) {
    const double half_width = normal_quantile_975 * standard_error;
    return {value, standard_error, value - half_width, value + half_width};
}

Estimate mean_estimate(const ExactMoments& moments, std::int64_t n) {
    return n == 0 ? unknown_estimate : normal_estimate(moments.mean(n), n >= 2 ? moments.standard_error(n) : INFINITY);
}

bool is_certified(const Excesses& beyond) {
    return beyond.scenarios >= certified_tail_scenarios;
}

TailRisk tail_risk(const OrderStatistics& order, const Excesses& beyond, std::int64_t n, double level) {
    TailRisk risk;
    risk.level = level;
    if (n == 0) {
        risk.value_at_risk = unknown_estimate;
        risk.tail_value_at_risk = unknown_estimate;
        return risk;
    }
    risk.value_at_risk = quantile_estimate(order, n, level);
    risk.tail_value_at_risk = scaled_mean(risk.value_at_risk.value, beyond.moments, n, level);
    risk.tail_scenarios = beyond.scenarios;
    risk.certified = is_certified(beyond);
    return risk;
}

Estimate tail_difference(std::int64_t v_x, std::int64_t v_y, const ExactMoments& differences, std::int64_t n,
                         double level) {
    return n == 0 ? unknown_estimate : scaled_mean(static_cast<double>(v_x - v_y), differences, n, level);
}

std::vector<double> exceedance_probabilities(std::int64_t n) {
    constexpr std::int64_t least_beyond = 10;
    std::vector<double> probabilities;
    // 1/2, 1/5, 1/10, 1/20, ...: return periods are whole numbers, so that the points are exact and never drift.
    for (std::int64_t decade = 1; decade <= n / least_beyond; decade *= 10) {
        for (const std::int64_t period : {2 * decade, 5 * decade, 10 * decade}) {
            if (period * least_beyond <= n) {
                probabilities.push_back(1.0 / static_cast<double>(period));
            }
        }
    }
    return probabilities;
}

std::vector<Exceedance> exceedance_curve(const OrderStatistics& order, std::int64_t n,
                                         std::span<const double> probabilities) {
    std::vector<Exceedance> curve;
    for (const double probability : probabilities) {
        const Estimate loss = quantile_estimate(order, n, 1.0 - probability);
        curve.push_back({probability, loss.value, loss.low, loss.high});
    }
    return curve;
}

}  // namespace hadome
