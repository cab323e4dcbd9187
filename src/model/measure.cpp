#include "model/measure.hpp"

#include <cmath>

namespace hadome {

double annual_cost(const Measure& measure, double discount_rate) {
    // c r / (1 - (1 + r)^-n), in a form that keeps its digits for small r.
    const double yearly = discount_rate > 0.0 ? discount_rate / -std::expm1(-measure.life * std::log1p(discount_rate))
                                              : 1.0 / measure.life;
    return measure.capital_cost * yearly + measure.operating_cost;
}

}  // namespace hadome
