#pragma once

#include "model/ids.hpp"

namespace hadome {

/// How an annual rate is spread, leaving its mean as it is.
struct RateShape {
    SeasonId season = {};  ///< within the year; invalid: evenly
    /// Between years: coefficient of variation of a gamma factor of mean 1, drawn once a year and source.
    double cv = 0.0;
};

}  // namespace hadome
