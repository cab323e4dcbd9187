#pragma once

#include <string>
#include <vector>

#include "random/stream.hpp"

namespace hadome {

/// Specification of a distribution of a non-negative quantity. Plain data: parameters are in the unit of the quantity
/// [h], [1], ...
struct Distribution {
    enum class Kind {
        fixed,        ///< a = value
        uniform,      ///< a = low, b = high
        normal,       ///< a = mean, b = standard deviation; clipped at 0 (mass moved to 0, not truncated)
        exponential,  ///< a = mean
        lognormal,    ///< a = median, b = sigma of the natural logarithm
        weibull,      ///< a = scale, b = shape
        pareto,       ///< a = smallest value, b = shape
        empirical     ///< `table`, each value equally likely
    };
    Kind kind = Kind::fixed;
    double a = 0.0;
    double b = 0.0;
    std::vector<double> table;

    static Distribution fixed(double value) { return {Kind::fixed, value, 0.0, {}}; }
    bool is_fixed() const { return kind == Kind::fixed; }
    friend bool operator==(const Distribution&, const Distribution&) = default;
};

/// One draw. A fixed value consumes no random number.
double sample(const Distribution& distribution, Stream& stream);

/// Expected value; infinite for a Pareto law of shape <= 1.
double mean_of(const Distribution& distribution);

/// The value that a draw stays below with probability `p`; of `empirical` the value at place ceil(p n) in order of
/// size. \pre p in (0, 1)
double quantile(const Distribution& distribution, double p);

/// The name used in input files: "lognormal", ...
std::string name_of(Distribution::Kind kind);

}  // namespace hadome
