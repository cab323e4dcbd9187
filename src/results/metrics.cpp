#include "results/metrics.hpp"

#include <algorithm>
#include <cmath>

namespace hadome {
namespace {

HeadlineMetrics headline_metrics(const ExactMoments& loss, const TailBuffer& tail, std::int64_t n,
                                 std::span<const double> tail_levels) {
    HeadlineMetrics metrics;
    metrics.mean = mean_estimate(loss, n);
    metrics.sd = n >= 2 ? std::sqrt(loss.variance(n)) : not_known;
    metrics.sum = loss.sum();
    metrics.sum_squares = loss.sum_squares();
    const std::vector<TailEntry> descending = tail.descending();
    for (const double level : tail_levels) {
        metrics.tail.push_back(tail_risk(descending, n, level));
    }
    metrics.aep = exceedance_curve(descending, n, exceedance_probabilities(n));
    return metrics;
}

}  // namespace

std::vector<double> exceedance_probabilities(std::int64_t scenarios) {
    constexpr std::int64_t least_beyond = 10;
    std::vector<double> probabilities;
    // 1/2, 1/5, 1/10, 1/20, ...: return periods are whole numbers, so that the points are exact and never drift.
    for (std::int64_t decade = 1; decade <= scenarios / least_beyond; decade *= 10) {
        for (const std::int64_t period : {2 * decade, 5 * decade, 10 * decade}) {
            if (period * least_beyond <= scenarios) {
                probabilities.push_back(1.0 / static_cast<double>(period));
            }
        }
    }
    return probabilities;
}

std::size_t tail_capacity_for(std::int64_t scenarios, std::span<const double> tail_levels) {
    std::size_t capacity = 0;
    for (const double level : tail_levels) {
        capacity = std::max(capacity, tail_size_needed(scenarios, level));
    }
    for (const double probability : exceedance_probabilities(scenarios)) {
        capacity = std::max(capacity, tail_size_needed(scenarios, 1.0 - probability));
    }
    return capacity;
}

Metrics compute_metrics(const Tally& tally, std::span<const double> tail_levels) {
    const std::int64_t n = tally.scenarios;
    Metrics metrics;
    for (std::size_t h = 0; h < headline_count; ++h) {
        metrics.headline[h] = headline_metrics(tally.loss[h], tally.tail[h], n, tail_levels);
    }
    metrics.oep = exceedance_curve(tally.event_tail.descending(), n, exceedance_probabilities(n));
    for (const ExactMoments& sector : tally.by_sector) {
        metrics.by_sector.push_back(mean_estimate(sector, n));
    }
    for (std::size_t k = 0; k < threat_class_count; ++k) {
        metrics.by_threat[k] = mean_estimate(tally.by_threat[k], n);
    }
    for (std::size_t k = 0; k < damage_kind_count; ++k) {
        metrics.by_kind[k] = mean_estimate(tally.by_kind[k], n);
    }
    return metrics;
}

}  // namespace hadome
