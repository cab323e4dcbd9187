#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "stats/moments.hpp"
#include "stats/tail.hpp"

namespace hadome {

/// An estimate with its standard error and 95 % confidence interval.
struct Estimate {
    double value = 0.0;
    double standard_error = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// From no observation at all.
inline constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
inline constexpr Estimate unknown_estimate{not_known, not_known, not_known, not_known};

/// Estimate +- 1.96 standard errors.
Estimate normal_estimate(double value, double standard_error);

/// Mean of n observations, of which those not added were 0. One observation says nothing about its own error.
Estimate mean_estimate(const ExactMoments& moments, std::int64_t n);

/// Value at risk and tail value at risk at one level.
struct TailRisk {
    double level = 0.0;      ///< alpha in (0, 1)
    Estimate value_at_risk;  ///< order statistic; the interval is distribution-free (order statistics of the binomial)
    Estimate tail_value_at_risk;  ///< Rockafellar & Uryasev (2000), eq. 4: v + E(X - v)+ / (1 - alpha), which splits an
                                  ///< atom at v
    std::int64_t tail_scenarios = 0;
    bool certified = false;  ///< at least 1 000 scenarios beyond v: below that the error itself is not to be trusted
};

/// From the largest observations of a sample of n non-negative losses (those not in `descending` are smaller or equal).
/// \pre descending holds at least the ceil(n (1 - alpha)) + interval-width largest, or all n
TailRisk tail_risk(std::span<const TailEntry> descending, std::int64_t n, double level);

/// How many of the largest of n observations `tail_risk` and `tail_difference` read at this level.
std::size_t tail_size_needed(std::int64_t n, double level);

/// TVaR(X) - TVaR(Y) for paired samples, with the standard error of the paired influence function
/// ((X - v_x)+ - (Y - v_y)+) / (1 - alpha). Exactly 0 with error 0 where the samples are the same.
Estimate tail_difference(std::span<const TailEntry> x_descending, std::span<const TailEntry> y_descending,
                         std::int64_t n, double level);

/// One point of an exceedance curve.
struct Exceedance {
    double probability = 0.0;  ///< of a year with more than `loss`
    double loss = 0.0;
    double low = 0.0;  ///< 95 % interval of the loss, distribution-free
    double high = 0.0;
};

/// The loss exceeded with each of the given probabilities. \pre as for `tail_risk`, for the largest probability
std::vector<Exceedance> exceedance_curve(std::span<const TailEntry> descending, std::int64_t n,
                                         std::span<const double> probabilities);

}  // namespace hadome
