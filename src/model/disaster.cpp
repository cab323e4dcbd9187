#include "model/disaster.hpp"

#include <cmath>
#include <numbers>

namespace hadome {

double omori_integral(const Aftershocks& aftershocks, double days) {
    const double q = 1.0 - aftershocks.p;
    const double logarithm = std::log1p(days / aftershocks.c);
    return q == 0.0 ? logarithm : std::pow(aftershocks.c, q) * std::expm1(q * logarithm) / q;
}

double expected_aftershocks(const Aftershocks& aftershocks, double main_magnitude) {
    const double span = main_magnitude - aftershocks.magnitude_low;
    if (span <= 0.0) {
        return 0.0;
    }
    return std::pow(10.0, aftershocks.productivity) * std::expm1(std::numbers::ln10 * aftershocks.b_value * span) *
           omori_integral(aftershocks, aftershocks.duration);
}

}  // namespace hadome
