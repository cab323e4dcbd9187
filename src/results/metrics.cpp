#include "results/metrics.hpp"

#include <cmath>

namespace hadome {
namespace {

HeadlineMetrics headline_metrics(const ExactMoments& loss, const HeadlineTail& tail, std::int64_t n,
                                 std::span<const double> tail_levels) {
    HeadlineMetrics metrics;
    metrics.mean = mean_estimate(loss, n);
    metrics.sd = n >= 2 ? std::sqrt(loss.variance(n)) : not_known;
    metrics.sum = loss.sum();
    metrics.sum_squares = loss.sum_squares();
    if (n > 0 && !tail_levels.empty()) {
        metrics.tail_begins = tail.order.at(quantile_ranks(n, tail_levels.front()).value);
    }
    for (std::size_t k = 0; k < tail_levels.size(); ++k) {
        metrics.tail.push_back(tail_risk(tail.order, tail.beyond[k], n, tail_levels[k]));
    }
    metrics.aep = exceedance_curve(tail.order, n, exceedance_probabilities(n));
    return metrics;
}

}  // namespace

Metrics compute_metrics(const Tally& tally, const TailFindings& tails, std::span<const double> tail_levels) {
    const std::int64_t n = tally.scenarios;
    Metrics metrics;
    for (std::size_t h = 0; h < headline_count; ++h) {
        metrics.headline[h] = headline_metrics(tally.loss[h], tails.headline[h], n, tail_levels);
    }
    metrics.oep = exceedance_curve(tails.largest_event, n, exceedance_probabilities(n));
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
