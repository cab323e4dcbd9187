#include "threats/ground_motion.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace hadome {

namespace {

constexpr double largest_magnitude = 8.3;
constexpr double gal_per_g = 980.665;

struct TypeTerms {
    double pga;
    double pgv;
};

TypeTerms terms_of(EarthquakeType type) {
    switch (type) {
        case EarthquakeType::crustal: return {0.0, 0.0};
        case EarthquakeType::interface: return {0.01, -0.02};
        case EarthquakeType::intraslab: return {0.22, 0.12};
    }
    throw InternalError("unknown type of earthquake");
}

}  // namespace

Attenuation::Attenuation(EarthquakeType type, double moment_magnitude, double depth) : type_{type} {
    const double m = std::min(moment_magnitude, largest_magnitude);
    const TypeTerms d = terms_of(type);
    pga_offset_ = 0.50 * m + 0.0043 * depth + d.pga + 0.61 - std::log10(gal_per_g);
    pgv_offset_ = 0.58 * m + 0.0038 * depth + d.pgv - 1.29;
    pga_saturation_ = 0.0055 * std::pow(10.0, 0.5 * m);
    pgv_saturation_ = 0.0028 * std::pow(10.0, 0.5 * m);
}

double Attenuation::log10_pga(double distance) const {
    return pga_offset_ - std::log10(distance + pga_saturation_) - 0.003 * distance;
}

double Attenuation::log10_pgv(double distance) const {
    return pgv_offset_ - std::log10(distance + pgv_saturation_) - 0.002 * distance;
}

double Attenuation::sigma_log10(double distance, double log10_pgv) const {
    if (type_ == EarthquakeType::crustal) {
        if (distance <= 20.0) {
            return 0.23;
        }
        return distance <= 30.0 ? 0.23 - 0.03 * std::log10(distance / 20.0) / std::log10(30.0 / 20.0) : 0.20;
    }
    constexpr double log10_25 = 1.3979400086720377;
    constexpr double log10_50 = 1.6989700043360187;
    if (log10_pgv <= log10_25) {
        return 0.20;
    }
    return log10_pgv <= log10_50 ? 0.20 - 0.05 * (std::pow(10.0, log10_pgv) - 25.0) / 25.0 : 0.15;
}

double site_amplification(double vs30) {
    return std::pow(10.0, 2.367 - 0.852 * std::log10(std::clamp(vs30, 100.0, 1500.0)));
}

double jma_intensity(double pgv) {
    return 2.68 + 1.72 * std::log10(pgv);
}

}  // namespace hadome
