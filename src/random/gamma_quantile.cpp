#include "random/gamma_quantile.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "core/check.hpp"

namespace hadome {

double unit_mean_gamma(double cv, std::uint64_t word) {
    HADOME_EXPECT(cv > 0.0);
    const double shape = 1.0 / (cv * cv);
    // The middle of one of 2^53 steps, so that neither 0 nor 1 is asked for. Of the two tails the lighter is inverted:
    // 1 - p would lose digits.
    const double p = std::ldexp(static_cast<double>(word >> 11) + 0.5, -53);
    const double x = p < 0.5 ? boost::math::gamma_p_inv(shape, p) : boost::math::gamma_q_inv(shape, 1.0 - p);
    return x / shape;
}

}  // namespace hadome
