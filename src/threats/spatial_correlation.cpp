#include "threats/spatial_correlation.hpp"

#include <algorithm>
#include <cmath>

namespace hadome {

namespace {

/// Below this a site's variate is all but decided by those before it (sites at one place): the rest is rounding.
constexpr double least_pivot = 1e-12;

std::size_t row_begin(std::size_t i) {
    return i * (i + 1) / 2;
}

}  // namespace

SpatialCorrelation::SpatialCorrelation(std::span<const Place> places, double range) {
    if (range <= 0.0) {
        return;
    }
    factor_.resize(row_begin(places.size()));
    for (std::size_t i = 0; i < places.size(); ++i) {
        double* const row = factor_.data() + row_begin(i);
        double rest = 1.0;
        for (std::size_t j = 0; j < i; ++j) {
            const double* const other = factor_.data() + row_begin(j);
            double value = std::exp(-3.0 * distance_between(places[i], places[j]) / range);
            for (std::size_t k = 0; k < j; ++k) {
                value -= row[k] * other[k];
            }
            row[j] = other[j] > 0.0 ? value / other[j] : 0.0;
            rest -= row[j] * row[j];
        }
        row[i] = rest > least_pivot ? std::sqrt(rest) : 0.0;
    }
}

void SpatialCorrelation::mix(std::span<double> normals) const {
    if (factor_.empty()) {
        return;
    }
    // From the last one on: a variate is asked for only by sites that come after it.
    for (std::size_t i = normals.size(); i-- > 0;) {
        const double* const row = factor_.data() + row_begin(i);
        double mixed = 0.0;
        for (std::size_t j = 0; j <= i; ++j) {
            mixed += row[j] * normals[j];
        }
        normals[i] = mixed;
    }
}

}  // namespace hadome
