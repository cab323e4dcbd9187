#include "threats/wind_field.hpp"

#include <cmath>
#include <numbers>

namespace hadome {

namespace {

constexpr double density = 1.15;          // of air [kg/m^3]
constexpr double rotation = 7.292115e-5;  // of the earth [rad/s]
constexpr double pascals = 100.0;         // in a hPa
constexpr double metres = 1000.0;         // in a km
constexpr double degree = std::numbers::pi / 180.0;

}  // namespace

double WindField::gradient_wind(double r, double latitude) const {
    if (r <= 0.0) {
        return 0.0;
    }
    const double x = std::pow(radius_ / r, shape_);
    const double pressure = shape_ * deficit_ * pascals * x * std::exp(-x) / density;
    const double turning = 0.5 * r * metres * std::abs(2.0 * rotation * std::sin(latitude * degree));
    return std::sqrt(pressure + turning * turning) - turning;
}

double WindField::cyclostrophic_maximum() const {
    return std::sqrt(shape_ * deficit_ * pascals / (std::numbers::e * density));
}

}  // namespace hadome
