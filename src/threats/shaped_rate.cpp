#include "threats/shaped_rate.hpp"

#include "random/gamma_quantile.hpp"
#include "scenario/decision.hpp"

namespace hadome {

ShapedRate::ShapedRate(const Model& model, const RateShape& shape, std::uint64_t source)
    : cv_{shape.cv}, source_{source} {
    if (shape.season.valid()) {
        season_ = &model.seasons[shape.season];
        peak_ = season_->highest();
    }
}

double ShapedRate::in_year(const ScenarioKey& key, std::uint64_t year) const {
    return cv_ > 0.0 ? unit_mean_gamma(cv_, stream_for(key, source_, year, Decision::yearly_factor)()) : 1.0;
}

}  // namespace hadome
