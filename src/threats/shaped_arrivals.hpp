#pragma once

#include <cstdint>

#include "scenario/decision.hpp"
#include "threats/arrivals.hpp"
#include "threats/shaped_rate.hpp"

namespace hadome {

/// Poisson arrivals of one source whose rate may follow a season and differ from year to year.
class ShapedArrivals {
public:
    /// The model must outlive it. \param source hash of the source \param rate mean of a year [1/yr]
    ShapedArrivals(const Model& model, ThreatClass threat, std::uint64_t source, double rate, const RateShape& shape)
        : rate_{rate}, shape_{model, shape, source}, arrivals_{arrivals_name(threat, source), rate * shape_.peak()} {}

    /// Calls `arrive(k, onset)` for each arrival; its number k names it.
    template <class Arrive>
    void draw(const ScenarioKey& key, Tick horizon, Arrive&& arrive) const {
        const auto in_year = [&](std::uint64_t year) { return shape_.in_year(key, year); };
        arrivals_.draw(key, horizon, in_year, [&](std::uint64_t k, Tick onset, double height) {
            const double factor = shape_.in_season(onset) * in_year(year_of(onset));
            if (height < rate_ * factor) {
                arrive(k, onset);
            }
        });
    }

private:
    double rate_;
    ShapedRate shape_;
    Arrivals arrivals_;
};

}  // namespace hadome
