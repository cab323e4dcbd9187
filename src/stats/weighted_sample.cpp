#include "stats/weighted_sample.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/check.hpp"
#include "stats/compensated_sum.hpp"

namespace hadome {
namespace {

/// Rounding of a sum of shares: keeps a share that is `level` but for its last bits from counting as smaller.
constexpr double share_slack = 1e-13;

}  // namespace

WeightedSample::WeightedSample(std::vector<WeightedLoss> losses) : losses_{std::move(losses)} {
    std::erase_if(losses_, [](const WeightedLoss& one) { return one.weight == 0.0; });
    std::sort(losses_.begin(), losses_.end(), [](const WeightedLoss& a, const WeightedLoss& b) {
        return std::tie(a.loss, a.stratum, a.weight, a.scenarios) < std::tie(b.loss, b.stratum, b.weight, b.scenarios);
    });
    HADOME_EXPECT(!losses_.empty());
    std::vector<CompensatedSum> weights;
    CompensatedSum total;
    for (const WeightedLoss& one : losses_) {
        const auto stratum = static_cast<std::size_t>(one.stratum);
        if (stratum >= strata_.size()) {
            strata_.resize(stratum + 1);
            weights.resize(stratum + 1);
        }
        const double weight = one.weight * static_cast<double>(one.scenarios);
        weights[stratum].add(weight);
        total.add(weight);
        strata_[stratum].scenarios += one.scenarios;
        scenarios_ += one.scenarios;
        weighted_ = weighted_ || one.weight != losses_.front().weight || one.stratum != losses_.front().stratum;
    }
    for (std::size_t stratum = 0; stratum < strata_.size(); ++stratum) {
        strata_[stratum].weight = weights[stratum].value();
    }
    weight_ = total.value();
    CompensatedSum up_to;
    share_up_to_.reserve(losses_.size());
    for (const WeightedLoss& one : losses_) {
        up_to.add(one.weight * static_cast<double>(one.scenarios));
        share_up_to_.push_back(up_to.value() / weight_);
    }
}

double WeightedSample::effective_scenarios() const {
    CompensatedSum squares;
    for (const WeightedLoss& one : losses_) {
        const double share = one.weight / weight_;
        squares.add(share * share * static_cast<double>(one.scenarios));
    }
    return 1.0 / squares.value();
}

/// Mean of a function of the loss, with the error that comes from the deviations in each stratum from its own mean.
template <typename Function>
Estimate WeightedSample::mean_of(Function&& of_loss) const {
    std::vector<CompensatedSum> sums(strata_.size());
    for (const WeightedLoss& one : losses_) {
        sums[static_cast<std::size_t>(one.stratum)].add(one.weight * static_cast<double>(one.scenarios) *
                                                        of_loss(one.loss));
    }
    CompensatedSum mean;
    for (const CompensatedSum& sum : sums) {
        mean.add(sum.value() / weight_);
    }
    std::vector<CompensatedSum> squares(strata_.size());
    for (const WeightedLoss& one : losses_) {
        const auto stratum = static_cast<std::size_t>(one.stratum);
        const double deviation = of_loss(one.loss) - sums[stratum].value() / strata_[stratum].weight;
        const double part = one.weight / weight_ * deviation;
        squares[stratum].add(part * part * static_cast<double>(one.scenarios));
    }
    CompensatedSum variance;
    for (std::size_t stratum = 0; stratum < strata_.size(); ++stratum) {
        const auto n = static_cast<double>(strata_[stratum].scenarios);
        if (n == 1.0) {
            return {mean.value(), INFINITY, -INFINITY, INFINITY};
        }
        if (n > 1.0) {
            variance.add(squares[stratum].value() * n / (n - 1.0));
        }
    }
    return normal_estimate(mean.value(), std::sqrt(variance.value()));
}

Estimate WeightedSample::mean() const {
    return mean_of([](double loss) { return loss; });
}

Estimate WeightedSample::positive_share() const {
    return mean_of([](double loss) { return loss > 0.0 ? 1.0 : 0.0; });
}

double WeightedSample::standard_deviation() const {
    const double centre = mean().value;
    CompensatedSum squares;
    for (const WeightedLoss& one : losses_) {
        const double deviation = one.loss - centre;
        squares.add(one.weight / weight_ * deviation * deviation * static_cast<double>(one.scenarios));
    }
    const auto n = static_cast<double>(scenarios_);
    return n == 1.0 ? INFINITY : std::sqrt(squares.value() * n / (n - 1.0));
}

double WeightedSample::loss_of_rank(std::int64_t rank) const {
    std::int64_t up_to = 0;
    for (const WeightedLoss& one : losses_) {
        up_to += one.scenarios;
        if (up_to >= rank) {
            return one.loss;
        }
    }
    return losses_.back().loss;
}

/// The smallest loss that at least `level` of the weight does not exceed.
double WeightedSample::quantile(double level) const {
    const auto found = std::lower_bound(share_up_to_.begin(), share_up_to_.end(), level - share_slack);
    return found == share_up_to_.end() ? losses_.back().loss
                                       : losses_[static_cast<std::size_t>(found - share_up_to_.begin())].loss;
}

Estimate WeightedSample::value_at_risk(double level) const {
    // Where no loss is negative, 0 bounds them all.
    const double floor = losses_.front().loss < 0.0 ? -INFINITY : 0.0;
    if (!weighted_) {
        const QuantileRanks ranks = quantile_ranks(scenarios_, level);
        return {loss_of_rank(ranks.value), not_known, ranks.low < 1 ? floor : loss_of_rank(ranks.low),
                ranks.high > scenarios_ ? INFINITY : loss_of_rank(ranks.high)};
    }
    const double value = quantile(level);
    const double error = mean_of([&](double loss) { return loss <= value ? 1.0 : 0.0; }).standard_error;
    const double below = level - normal_quantile_975 * error;
    const double above = level + normal_quantile_975 * error;
    return {value, not_known, below > 0.0 ? quantile(below) : floor, above < 1.0 ? quantile(above) : INFINITY};
}

WeightedTailRisk WeightedSample::tail(double level) const {
    HADOME_EXPECT(level > 0.0 && level < 1.0);
    WeightedTailRisk risk;
    risk.level = level;
    risk.value_at_risk = value_at_risk(level);
    const double value = risk.value_at_risk.value;
    const Estimate excess = mean_of([&](double loss) { return std::max(loss - value, 0.0); });
    const double scale = 1.0 / (1.0 - level);
    risk.tail_value_at_risk = normal_estimate(value + scale * excess.value, scale * excess.standard_error);
    CompensatedSum weights;
    CompensatedSum squares;
    for (auto one = losses_.rbegin(); one != losses_.rend() && one->loss > value; ++one) {
        const auto count = static_cast<double>(one->scenarios);
        const double share = one->weight / weight_;
        risk.tail_scenarios += one->scenarios;
        weights.add(share * count);
        squares.add(share * share * count);
    }
    if (risk.tail_scenarios > 0) {
        risk.effective_tail_scenarios = weights.value() * weights.value() / squares.value();
    }
    // With equal weights the two counts are the same but for rounding.
    risk.certified = (weighted_ ? risk.effective_tail_scenarios : static_cast<double>(risk.tail_scenarios)) >=
                     static_cast<double>(certified_tail_scenarios);
    return risk;
}

std::vector<Exceedance> WeightedSample::exceedance(std::span<const double> probabilities) const {
    std::vector<Exceedance> curve;
    for (const double probability : probabilities) {
        const Estimate loss = value_at_risk(1.0 - probability);
        curve.push_back({probability, loss.value, loss.low, loss.high});
    }
    return curve;
}

}  // namespace hadome
