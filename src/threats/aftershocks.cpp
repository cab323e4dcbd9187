#include "threats/aftershocks.hpp"

#include <algorithm>
#include <cmath>

#include "threats/rupture.hpp"

namespace hadome {

double AftershockSampler::time_of(double u) const {
    const double q = 1.0 - parameters_.p;
    const double part = u * whole_;
    const double logarithm = q == 0.0 ? part : std::log1p(part * q * std::pow(parameters_.c, -q)) / q;
    return std::min(parameters_.c * std::expm1(logarithm), parameters_.duration);
}

double AftershockSampler::magnitude_of(double main_magnitude, double u) const {
    return gutenberg_richter(parameters_.magnitude_low, main_magnitude - parameters_.magnitude_low, parameters_.b_value,
                             u);
}

}  // namespace hadome
