#include "stats/risk.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "core/check.hpp"
#include "core/fixed.hpp"
#include "stats/moments.hpp"

namespace hadome {
namespace {

constexpr double normal_quantile_975 = 1.959963984540054;
constexpr std::int64_t certified_tail_scenarios = 1000;

/// Ranks (1 = smallest) of the order statistics that estimate and enclose a quantile.
struct QuantileRanks {
    std::int64_t low = 0;
    std::int64_t value = 0;
    std::int64_t high = 0;
};

/// Equal-tailed 95 % interval from the binomial law of the count below the quantile (Thompson 1936; David & Nagaraja
/// 2003, section 7.1): the largest `low` with P(B < low) <= 2.5 % and the smallest `high` with P(B >= high) <= 2.5 %.
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

/// The observation of a rank counted from the smallest.
double order_statistic(std::span<const TailEntry> descending, std::int64_t n, std::int64_t rank) {
    const auto place = static_cast<std::size_t>(n - rank);
    HADOME_EXPECT(place < descending.size());
    return static_cast<double>(descending[place].value);
}

/// A rank of 0 or n + 1 means that the sample cannot bound the quantile on that side. Losses are not negative; above
/// there is no bound but infinity.
Estimate quantile_estimate(std::span<const TailEntry> descending, std::int64_t n, double level) {
    const QuantileRanks ranks = quantile_ranks(n, level);
    Estimate estimate;
    estimate.value = order_statistic(descending, n, ranks.value);
    estimate.low = ranks.low < 1 ? 0.0 : order_statistic(descending, n, ranks.low);
    estimate.high = ranks.high > n ? INFINITY : order_statistic(descending, n, ranks.high);
    return estimate;
}

std::int64_t value_at_risk(std::span<const TailEntry> descending, std::int64_t n, double level) {
    const auto place = static_cast<std::size_t>(n - quantile_ranks(n, level).value);
    HADOME_EXPECT(place < descending.size());
    return descending[place].value;
}

/// Entries beyond a threshold, by scenario, as excesses over it.
std::vector<TailEntry> excesses(std::span<const TailEntry> descending, std::int64_t threshold) {
    std::vector<TailEntry> beyond;
    for (const TailEntry& entry : descending) {
        if (entry.value <= threshold) {
            break;
        }
        beyond.push_back({entry.value - threshold, entry.scenario});
    }
    std::sort(beyond.begin(), beyond.end(),
              [](const TailEntry& a, const TailEntry& b) { return a.scenario < b.scenario; });
    return beyond;
}

/// value + mean(differences) / (1 - level), with the standard error of that mean.
Estimate scaled_mean(double offset, const ExactMoments& differences, std::int64_t n, double level) {
    const double scale = 1.0 / (1.0 - level);
    const double error = n >= 2 ? scale * differences.standard_error(n) : INFINITY;
    return normal_estimate(offset + scale * differences.mean(n), error);
}

}  // namespace

Estimate normal_estimate(double value, double standard_error) {
    const double half_width = normal_quantile_975 * standard_error;
    return {value, standard_error, value - half_width, value + half_width};
}

Estimate mean_estimate(const ExactMoments& moments, std::int64_t n) {
    return n == 0 ? unknown_estimate : normal_estimate(moments.mean(n), n >= 2 ? moments.standard_error(n) : INFINITY);
}

TailRisk tail_risk(std::span<const TailEntry> descending, std::int64_t n, double level) {
    TailRisk risk;
    risk.level = level;
    if (n == 0) {
        risk.value_at_risk = unknown_estimate;
        risk.tail_value_at_risk = unknown_estimate;
        return risk;
    }
    risk.value_at_risk = quantile_estimate(descending, n, level);
    const std::int64_t v = value_at_risk(descending, n, level);
    ExactMoments excess;
    for (const TailEntry& entry : excesses(descending, v)) {
        excess.add(entry.value);
        ++risk.tail_scenarios;
    }
    risk.tail_value_at_risk = scaled_mean(static_cast<double>(v), excess, n, level);
    risk.certified = risk.tail_scenarios >= certified_tail_scenarios;
    return risk;
}

std::size_t tail_size_needed(std::int64_t n, double level) {
    if (n == 0) {
        return 0;
    }
    const QuantileRanks ranks = quantile_ranks(n, level);
    return static_cast<std::size_t>(n - std::max<std::int64_t>(std::min(ranks.low, ranks.value), 1) + 1);
}

Estimate tail_difference(std::span<const TailEntry> x_descending, std::span<const TailEntry> y_descending,
                         std::int64_t n, double level) {
    if (n == 0) {
        return unknown_estimate;
    }
    const std::int64_t v_x = value_at_risk(x_descending, n, level);
    const std::int64_t v_y = value_at_risk(y_descending, n, level);
    const std::vector<TailEntry> x = excesses(x_descending, v_x);
    const std::vector<TailEntry> y = excesses(y_descending, v_y);
    ExactMoments differences;
    auto at_x = x.begin();
    auto at_y = y.begin();
    while (at_x != x.end() || at_y != y.end()) {
        const bool take_x = at_y == y.end() || (at_x != x.end() && at_x->scenario <= at_y->scenario);
        const bool take_y = at_x == x.end() || (at_y != y.end() && at_y->scenario <= at_x->scenario);
        differences.add((take_x ? at_x->value : 0) - (take_y ? at_y->value : 0));
        at_x += take_x;
        at_y += take_y;
    }
    return scaled_mean(static_cast<double>(v_x - v_y), differences, n, level);
}

std::vector<Exceedance> exceedance_curve(std::span<const TailEntry> descending, std::int64_t n,
                                         std::span<const double> probabilities) {
    std::vector<Exceedance> curve;
    for (const double probability : probabilities) {
        const Estimate loss = quantile_estimate(descending, n, 1.0 - probability);
        curve.push_back({probability, loss.value, loss.low, loss.high});
    }
    return curve;
}

}  // namespace hadome
