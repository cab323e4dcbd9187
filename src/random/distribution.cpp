#include "random/distribution.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/check.hpp"

namespace hadome {

double sample(const Distribution& d, Stream& stream) {
    using Kind = Distribution::Kind;
    switch (d.kind) {
        case Kind::fixed: return d.a;
        case Kind::uniform: return d.a + (d.b - d.a) * unit_uniform(stream);
        case Kind::normal: return std::max(0.0, d.a + d.b * unit_normal(stream));
        case Kind::exponential: return d.a * unit_exponential(stream);
        case Kind::lognormal: return d.a * std::exp(d.b * unit_normal(stream));
        case Kind::weibull: return d.a * std::pow(unit_exponential(stream), 1.0 / d.b);
        case Kind::pareto: return d.a * std::exp(unit_exponential(stream) / d.b);
        case Kind::empirical: {
            const auto size = static_cast<double>(d.table.size());
            return d.table[static_cast<std::size_t>(unit_uniform(stream) * size)];
        }
    }
    throw InternalError("unknown kind of distribution");
}

double mean_of(const Distribution& d) {
    using Kind = Distribution::Kind;
    switch (d.kind) {
        case Kind::fixed:
        case Kind::exponential: return d.a;
        case Kind::uniform: return 0.5 * (d.a + d.b);
        case Kind::normal: {
            // E max(0, X) = m Phi(m/s) + s phi(m/s)
            if (d.b == 0.0) {
                return d.a;
            }
            const double z = d.a / d.b;
            const double phi = std::exp(-0.5 * z * z) / std::sqrt(2.0 * M_PI);
            return d.a * 0.5 * std::erfc(-z / std::sqrt(2.0)) + d.b * phi;
        }
        case Kind::lognormal: return d.a * std::exp(0.5 * d.b * d.b);
        case Kind::weibull: return d.a * boost::math::tgamma(1.0 + 1.0 / d.b);
        case Kind::pareto: return d.b > 1.0 ? d.a * d.b / (d.b - 1.0) : std::numeric_limits<double>::infinity();
        case Kind::empirical:
            return std::accumulate(d.table.begin(), d.table.end(), 0.0) / static_cast<double>(d.table.size());
    }
    throw InternalError("unknown kind of distribution");
}

double quantile(const Distribution& d, double p) {
    using Kind = Distribution::Kind;
    HADOME_EXPECT(p > 0.0 && p < 1.0);
    const auto unit_normal_quantile = [&] { return -std::sqrt(2.0) * boost::math::erfc_inv(2.0 * p); };
    const double unit_exponential_quantile = -std::log1p(-p);
    switch (d.kind) {
        case Kind::fixed: return d.a;
        case Kind::uniform: return d.a + (d.b - d.a) * p;
        case Kind::normal: return std::max(0.0, d.a + d.b * unit_normal_quantile());
        case Kind::exponential: return d.a * unit_exponential_quantile;
        case Kind::lognormal: return d.a * std::exp(d.b * unit_normal_quantile());
        case Kind::weibull: return d.a * std::pow(unit_exponential_quantile, 1.0 / d.b);
        case Kind::pareto: return d.a * std::exp(unit_exponential_quantile / d.b);
        case Kind::empirical: {
            std::vector<double> sorted = d.table;
            std::sort(sorted.begin(), sorted.end());
            // Within rounding of p n, so that 0.3 of 10 values is the third.
            const double place = std::ceil(p * static_cast<double>(sorted.size()) * (1.0 - 1e-15));
            return sorted[std::clamp<std::size_t>(static_cast<std::size_t>(place), 1, sorted.size()) - 1];
        }
    }
    throw InternalError("unknown kind of distribution");
}

std::string name_of(Distribution::Kind kind) {
    using Kind = Distribution::Kind;
    switch (kind) {
        case Kind::fixed: return "fixed";
        case Kind::uniform: return "uniform";
        case Kind::normal: return "normal";
        case Kind::exponential: return "exponential";
        case Kind::lognormal: return "lognormal";
        case Kind::weibull: return "weibull";
        case Kind::pareto: return "pareto";
        case Kind::empirical: return "empirical";
    }
    throw InternalError("unknown kind of distribution");
}

}  // namespace hadome
