#include "random/gamma_quantile.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "core/check.hpp"

namespace hadome {

double unit_mean_gamma(double cv, std::uint64_t word) {
    HADOME_EXPECT(cv > 0.0);
    const double shape = 1.0 / (cv * cv);
    // The middle of one of 2^52 steps, so that neither 0 nor 1 is asked for. Of the two tails the lighter is inverted:
    // 1 - p would lose digits.
    const double p = std::ldexp(static_cast<double>(word >> 12) + 0.5, -52);
    // Nearly normal: Cornish and Fisher (1938), right to cv^3; the library's series would take millions of terms.
    constexpr double nearly_normal = 2e-3;
    if (cv < nearly_normal) {
        const double z = -std::sqrt(2.0) * boost::math::erfc_inv(2.0 * p);
        return 1.0 + cv * z + cv * cv * (z * z - 1.0) / 3.0;
    }
    // Where all but the first term of the series of P(shape, x) is below the last digit: also where x is too small for
    // the library, or for any number.
    constexpr double first_term_alone = -35.0;
    const double ln_x = (std::log(p) + std::lgamma(shape + 1.0)) / shape;
    if (ln_x < first_term_alone) {
        return std::exp(ln_x) / shape;
    }
    const double x = p < 0.5 ? boost::math::gamma_p_inv(shape, p) : boost::math::gamma_q_inv(shape, 1.0 - p);
    return x / shape;
}

}  // namespace hadome
