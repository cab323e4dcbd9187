#pragma once

#include <cstdint>

#include "model/model.hpp"
#include "random/stream.hpp"

namespace hadome {

/// How the rate of one source differs from its annual mean, within the year and between years.
class ShapedRate {
public:
    /// The model must outlive it. \param source hash of the source: its years have factors of their own
    ShapedRate(const Model& model, const RateShape& shape, std::uint64_t source);

    /// The largest factor within a year.
    double peak() const { return peak_; }
    /// The factor of the season.
    double in_season(Tick time) const { return season_ == nullptr ? 1.0 : season_->at(time); }
    /// The factor of a whole year of the scenario, from 0.
    double in_year(const ScenarioKey& key, std::uint64_t year) const;

private:
    const Season* season_ = nullptr;
    double peak_ = 1.0;
    double cv_;
    std::uint64_t source_;
};

}  // namespace hadome
