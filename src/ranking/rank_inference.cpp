#include "ranking/rank_inference.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace hadome {
namespace {

constexpr std::size_t bootstrap_draws = 2000;
constexpr std::size_t confident_draws = 1900;  ///< 95 %
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// A dense table of numbers.
struct Table {
    Table(std::size_t height, std::size_t width) : rows{height}, columns{width}, numbers(height * width) {}
    std::span<double> row(std::size_t r) { return {numbers.data() + r * columns, columns}; }
    std::span<const double> row(std::size_t r) const { return {numbers.data() + r * columns, columns}; }

    std::size_t rows;
    std::size_t columns;
    std::vector<double> numbers;
};

/// What each block adds to the error of each estimate: [block][candidate]. Blocks without observations add nothing.
/// \pre two blocks have some
Table residuals_of(const BlockSums& blocks, double scale) {
    const std::size_t candidates = blocks.quantities();
    const auto n = static_cast<double>(blocks.observations());
    const auto independent = static_cast<double>(blocks.filled_blocks());
    // One degree of freedom goes to the mean.
    const double factor = scale / n * std::sqrt(independent / (independent - 1.0));
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
    for (std::size_t b = 0; b < residuals.rows; ++b) {
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
    Table errors(bootstrap_draws, candidates);
    for (std::size_t d = 0; d < bootstrap_draws; ++d) {
        const auto error = errors.row(d);
        for (std::size_t b = 0; b < residuals.rows; ++b) {
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
    shares.reserve(counts.size());
    for (const int count : counts) {
        shares.push_back(count / static_cast<double>(bootstrap_draws));
    }
    return shares;
}

/// Puts the interval of one candidate's rank and of its distance to the best of the others into its place.
/// \param margin (j) half the width of the interval of the difference to candidate j
template <typename Margin>
void compare(std::span<const double> values, std::size_t k, Margin&& margin, RankPlace& place) {
    place.rank = place.rank_low = 1;
    place.rank_high = static_cast<std::int32_t>(values.size());
    // Not a number without others, or where no value is known; the first of those that are takes its place.
    place.best_distance = place.best_distance_low = place.best_distance_high = unknown;
    for (std::size_t j = 0; j < values.size(); ++j) {
        if (j == k) {
            continue;
        }
        const double difference = values[j] - values[k];
        const double width = margin(j);
        place.rank += difference > 0.0 ? 1 : 0;
        place.rank_low += difference > width ? 1 : 0;
        place.rank_high -= -difference > width ? 1 : 0;
        place.best_distance = std::fmax(place.best_distance, difference);
        place.best_distance_low = std::fmax(place.best_distance_low, difference - width);
        place.best_distance_high = std::fmax(place.best_distance_high, difference + width);
    }
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
    std::vector<RankPlace> places(values.size());
    if (values.empty() || blocks.filled_blocks() < 2) {
        for (std::size_t k = 0; k < values.size(); ++k) {
            compare(
                values, k, [](std::size_t) { return infinity; }, places[k]);
            places[k].tied_group = 1;
            places[k].top_probability = unknown;
        }
        return places;
    }
    const Table residuals = residuals_of(blocks, scale);
    const Table errors = pair_errors(residuals);
    const Table drawn = bootstrap(residuals, draws);
    const double critical = critical_value(drawn, errors);
    const std::vector<double> probabilities = top_probabilities(values, drawn, top);
    for (std::size_t k = 0; k < values.size(); ++k) {
        compare(
            values, k, [&](std::size_t j) { return critical * errors.row(k)[j]; }, places[k]);
        places[k].top_probability = probabilities[k];
    }
    number_groups(values, errors, critical, places);
    return places;
}

}  // namespace hadome
