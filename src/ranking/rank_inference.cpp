#include "ranking/rank_inference.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace hadome {
namespace {

constexpr std::size_t bootstrap_draws = 2000;
constexpr std::size_t confident_draws = 1900;  ///< 95 %

/// A dense table of numbers.
struct Table {
    Table(std::size_t rows, std::size_t width) : columns{width}, numbers(rows * width) {}
    std::span<double> row(std::size_t r) { return {numbers.data() + r * columns, columns}; }
    std::span<const double> row(std::size_t r) const { return {numbers.data() + r * columns, columns}; }

    std::size_t columns;
    std::vector<double> numbers;
};

/// What each block adds to the error of each estimate: [block][candidate]. Blocks without observations add nothing.
Table residuals_of(const BlockSums& blocks, double scale) {
    const std::size_t candidates = blocks.quantities();
    std::int64_t observations = 0;
    std::int64_t filled = 0;
    for (std::size_t b = 0; b < blocks.blocks(); ++b) {
        observations += blocks.observations(b);
        filled += blocks.observations(b) > 0 ? 1 : 0;
    }
    const auto n = static_cast<double>(observations);
    const auto independent = static_cast<double>(filled);
    // One degree of freedom goes to the mean.
    const double factor = filled > 1 ? scale / n * std::sqrt(independent / (independent - 1.0)) : 0.0;
    Table residuals(blocks.blocks(), candidates);
    for (std::size_t k = 0; k < candidates; ++k) {
        Wide sum = 0;
        for (std::size_t b = 0; b < blocks.blocks(); ++b) {
            sum += blocks.sum(b, k);
        }
        const double mean = static_cast<double>(sum) / n;
        for (std::size_t b = 0; b < blocks.blocks(); ++b) {
            residuals.row(b)[k] =
                factor * (static_cast<double>(blocks.sum(b, k)) - static_cast<double>(blocks.observations(b)) * mean);
        }
    }
    return residuals;
}

/// Standard errors of the differences of all pairs, [candidate][candidate]: exactly 0 for candidates that never differ.
Table pair_errors(const Table& residuals) {
    const std::size_t candidates = residuals.columns;
    Table errors(candidates, candidates);
    const std::size_t blocks = residuals.numbers.size() / std::max<std::size_t>(candidates, 1);
    for (std::size_t b = 0; b < blocks; ++b) {
        const auto residual = residuals.row(b);
        for (std::size_t i = 0; i < candidates; ++i) {
            const auto error = errors.row(i);
            for (std::size_t j = 0; j < i; ++j) {
                const double difference = residual[i] - residual[j];
                error[j] += difference * difference;
            }
        }
    }
    for (std::size_t i = 0; i < candidates; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            errors.row(i)[j] = errors.row(j)[i] = std::sqrt(errors.row(i)[j]);
        }
    }
    return errors;
}

/// Errors that the estimates might have had, [draw][candidate].
Table bootstrap(const Table& residuals, Stream& draws) {
    const std::size_t candidates = residuals.columns;
    const std::size_t blocks = residuals.numbers.size() / std::max<std::size_t>(candidates, 1);
    Table errors(bootstrap_draws, candidates);
    for (std::size_t d = 0; d < bootstrap_draws; ++d) {
        const auto error = errors.row(d);
        for (std::size_t b = 0; b < blocks; ++b) {
            const double multiplier = unit_normal(draws);
            const auto residual = residuals.row(b);
            for (std::size_t k = 0; k < candidates; ++k) {
                error[k] += multiplier * residual[k];
            }
        }
    }
    return errors;
}

/// What the largest |t| of all pairs stays below in 95 % of the draws.
double critical_value(const Table& draws, const Table& errors) {
    std::vector<double> largest(bootstrap_draws, 0.0);
    for (std::size_t d = 0; d < bootstrap_draws; ++d) {
        const auto draw = draws.row(d);
        for (std::size_t i = 0; i < errors.columns; ++i) {
            const auto error = errors.row(i);
            for (std::size_t j = 0; j < i; ++j) {
                const double difference = std::fabs(draw[i] - draw[j]);
                // Without a division for the many that are not the largest.
                if (difference > largest[d] * error[j] && error[j] > 0.0) {
                    largest[d] = difference / error[j];
                }
            }
        }
    }
    std::sort(largest.begin(), largest.end());
    return largest[confident_draws - 1];
}

/// Shares of the draws in which each candidate is among the first.
std::vector<double> top_probabilities(std::span<const double> values, const Table& draws, std::int32_t top) {
    std::vector<int> counts(values.size(), 0);
    std::vector<double> drawn(values.size());
    const auto last = std::min(values.size(), static_cast<std::size_t>(top));
    for (std::size_t d = 0; d < bootstrap_draws; ++d) {
        for (std::size_t k = 0; k < values.size(); ++k) {
            drawn[k] = values[k] + draws.row(d)[k];
        }
        std::vector<double> falling = drawn;
        const auto border = falling.begin() + static_cast<std::ptrdiff_t>(last) - 1;
        std::nth_element(falling.begin(), border, falling.end(), std::greater<>());
        for (std::size_t k = 0; k < values.size(); ++k) {
            counts[k] += drawn[k] >= *border ? 1 : 0;
        }
    }
    std::vector<double> shares;
    for (const int count : counts) {
        shares.push_back(count / static_cast<double>(bootstrap_draws));
    }
    return shares;
}

/// Places of values of which nothing more is known.
std::vector<RankPlace> places_of(std::span<const double> values) {
    std::vector<RankPlace> places(values.size());
    for (std::size_t k = 0; k < values.size(); ++k) {
        const auto better =
            std::count_if(values.begin(), values.end(), [&](double other) { return other > values[k]; });
        places[k] = {static_cast<std::int32_t>(better) + 1,    1,
                     static_cast<std::int32_t>(values.size()), 1,
                     std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::infinity(),
                     -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
        for (std::size_t j = 0; j < values.size(); ++j) {
            if (j != k) {
                places[k].best_distance = std::max(places[k].best_distance, values[j] - values[k]);
            }
        }
    }
    return places;
}

void number_groups(std::span<const double> values, const Table& errors, double critical,
                   std::vector<RankPlace>& places) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
    std::int32_t group = 0;
    std::size_t leader = 0;
    for (const std::size_t k : order) {
        if (group == 0 || values[leader] - values[k] > critical * errors.row(leader)[k]) {
            ++group;
            leader = k;
        }
        places[k].tied_group = group;
    }
}

}  // namespace

std::vector<RankPlace> infer_ranks(std::span<const double> values, const BlockSums& blocks, double scale,
                                   std::int32_t top, Stream draws) {
    std::vector<RankPlace> places = places_of(values);
    std::size_t filled = 0;
    for (std::size_t b = 0; b < blocks.blocks(); ++b) {
        filled += blocks.observations(b) > 0 ? 1 : 0;
    }
    if (values.empty() || filled < 2) {
        return places;
    }
    const Table residuals = residuals_of(blocks, scale);
    const Table errors = pair_errors(residuals);
    const Table drawn = bootstrap(residuals, draws);
    const double critical = critical_value(drawn, errors);
    const std::vector<double> probabilities = top_probabilities(values, drawn, top);
    for (std::size_t k = 0; k < values.size(); ++k) {
        RankPlace& place = places[k];
        place.top_probability = probabilities[k];
        place.best_distance_low = place.best_distance_high = -std::numeric_limits<double>::infinity();
        for (std::size_t j = 0; j < values.size(); ++j) {
            if (j == k) {
                continue;
            }
            const double difference = values[j] - values[k];
            const double margin = critical * errors.row(k)[j];
            place.rank_low += difference > margin ? 1 : 0;
            place.rank_high -= -difference > margin ? 1 : 0;
            place.best_distance_low = std::max(place.best_distance_low, difference - margin);
            place.best_distance_high = std::max(place.best_distance_high, difference + margin);
        }
    }
    number_groups(values, errors, critical, places);
    return places;
}

}  // namespace hadome
