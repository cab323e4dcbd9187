#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "stats/moments.hpp"
#include "stats/order_statistics.hpp"

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

/// Of the standard normal law: half the width of a 95 % interval in standard errors.
inline constexpr double normal_quantile_975 = 1.959963984540054;
/// With fewer beyond it, the error of the tail is itself not to be trusted.
inline constexpr std::int64_t certified_tail_scenarios = 1000;

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

/// Ranks (1 = smallest) of the order statistics that estimate and enclose a quantile of n observations. Outside 1 to n:
/// the sample cannot bound it on that side.
struct QuantileRanks {
    std::int64_t low = 0;
    std::int64_t value = 0;
    std::int64_t high = 0;
};

/// Equal-tailed 95 % interval from the binomial law of the count below the quantile (Thompson 1936; David & Nagaraja
/// 2003, section 7.1): the largest `low` with P(B < low) <= 2.5 % and the smallest `high` with P(B >= high) <= 2.5 %.
/// \pre n >= 1
QuantileRanks quantile_ranks(std::int64_t n, double level);
/// Adds those that n observations have.
void add_ranks(const QuantileRanks& wanted, std::int64_t n, std::vector<std::int64_t>& ranks);

/// Observations beyond a threshold, as excesses over it.
struct Excesses {
    std::int64_t scenarios = 0;
    ExactMoments moments;
};

/// At least 1 000 scenarios lie beyond: with fewer the error of the tail is itself not to be trusted.
bool is_certified(const Excesses& beyond);

/// Of a sample of n non-negative losses. \param order holds the ranks of `quantile_ranks`, unless n = 0
/// \param beyond the value at risk
TailRisk tail_risk(const OrderStatistics& order, const Excesses& beyond, std::int64_t n, double level);

/// TVaR(X) - TVaR(Y) for paired samples, with the standard error of the paired influence function
/// ((X - v_x)+ - (Y - v_y)+) / (1 - alpha). Exactly 0 with error 0 where the samples are the same.
/// \param v_x, v_y values at risk; \param differences of (X - v_x)+ - (Y - v_y)+
Estimate tail_difference(std::int64_t v_x, std::int64_t v_y, const ExactMoments& differences, std::int64_t n,
                         double level);

/// One point of an exceedance curve.
struct Exceedance {
    double probability = 0.0;  ///< of a year with more than `loss`
    double loss = 0.0;
    double low = 0.0;  ///< 95 % interval of the loss, distribution-free
    double high = 0.0;
};

/// Where exceedance curves of n observations are read: 0.5, 0.2, 0.1, 0.05, ... as far as ten lie beyond.
std::vector<double> exceedance_probabilities(std::int64_t n);

/// The loss exceeded with each of the given probabilities. \param order holds the ranks of `quantile_ranks`
std::vector<Exceedance> exceedance_curve(const OrderStatistics& order, std::int64_t n,
                                         std::span<const double> probabilities);

}  // namespace hadome
