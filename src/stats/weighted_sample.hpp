#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/risk.hpp"

namespace hadome {

/// Scenarios with the same loss, weight and stratum.
struct WeightedLoss {
    double loss = 0.0;
    double weight = 1.0;  ///< how much each counts beside the others; not negative
    std::int32_t stratum = 0;
    std::int64_t scenarios = 1;
};

/// A quantity of a weighted tail, as `TailRisk`.
struct WeightedTailRisk {
    double level = 0.0;
    Estimate value_at_risk;  ///< no standard error
    Estimate tail_value_at_risk;
    std::int64_t tail_scenarios = 0;
    double effective_tail_scenarios = 0.0;  ///< Kish (1965): (sum of weights)^2 / sum of their squares
    bool certified = false;                 ///< at least 1 000 effective scenarios beyond the value at risk
};

/// Losses of scenarios that need not count alike: drawn with unequal probabilities, in strata, or both. Shares of the
/// strata are those of their weights. The same scenarios in any order give the same bits.
///
/// Variances are those of a ratio of weighted sums within each stratum, n/(n - 1) for each (Cochran 1977, sections 5.3
/// and 6.4); with equal weights and one stratum they are the usual ones. A stratum of one scenario says nothing about
/// its own variance, so errors are infinite.
class WeightedSample {
public:
    /// \pre weights finite and not negative, losses finite, some weight positive
    explicit WeightedSample(std::vector<WeightedLoss> losses);

    std::int64_t scenarios() const { return scenarios_; }
    double effective_scenarios() const;
    bool is_weighted() const { return weighted_; }
    std::int64_t strata() const { return static_cast<std::int64_t>(strata_.size()); }

    Estimate mean() const;
    double standard_deviation() const;
    Estimate positive_share() const;  ///< of scenarios that lose anything
    /// With equal weights and one stratum the interval of the value at risk is that of order statistics; else that of
    /// the distribution function, inverted (Woodruff 1952).
    WeightedTailRisk tail(double level) const;
    /// The loss exceeded with each of the given probabilities.
    std::vector<Exceedance> exceedance(std::span<const double> probabilities) const;

private:
    struct Stratum {
        double weight = 0.0;
        std::int64_t scenarios = 0;  ///< of positive weight
    };

    template <typename Function>
    Estimate mean_of(Function&& of_loss) const;
    double quantile(double level) const;
    Estimate value_at_risk(double level) const;
    double loss_of_rank(std::int64_t rank) const;

    std::vector<WeightedLoss> losses_;  ///< of positive weight, rising
    std::vector<double> share_up_to_;   ///< [loss] of the weight, of this and smaller losses
    std::vector<Stratum> strata_;
    double weight_ = 0.0;
    std::int64_t scenarios_ = 0;  ///< of positive weight
    bool weighted_ = false;       ///< or in strata
};

}  // namespace hadome
