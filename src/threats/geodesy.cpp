#include "threats/geodesy.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hadome {

namespace {

constexpr double earth_radius = 6371.0088;  // [km]

double dot(const Place& a, const Place& b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

Place cross(const Place& a, const Place& b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

/// Angle by its chord: well conditioned where the arc cosine is not.
double angle_between(const Place& a, const Place& b) {
    const Place d{a.x - b.x, a.y - b.y, a.z - b.z};
    return 2.0 * std::asin(std::min(1.0, 0.5 * std::sqrt(dot(d, d))));
}

}  // namespace

Place place_at(double latitude, double longitude) {
    constexpr double radian = std::numbers::pi / 180.0;
    const double cos_latitude = std::cos(latitude * radian);
    return {cos_latitude * std::cos(longitude * radian), cos_latitude * std::sin(longitude * radian),
            std::sin(latitude * radian)};
}

double distance_between(const Place& a, const Place& b) {
    return earth_radius * angle_between(a, b);
}

double distance_to_arc(const Place& p, const Place& a, const Place& b) {
    const Place normal = cross(a, b);
    const double length = std::sqrt(dot(normal, normal));
    const bool beside = length > 0.0 && dot(cross(normal, a), p) >= 0.0 && dot(cross(b, normal), p) >= 0.0;
    if (beside) {
        return earth_radius * std::asin(std::min(1.0, std::abs(dot(normal, p)) / length));
    }
    return std::min(distance_between(p, a), distance_between(p, b));
}

Place along_arc(const Place& a, const Place& b, double t) {
    const double angle = angle_between(a, b);
    const double sine = std::sin(angle);
    if (sine == 0.0) {
        return a;
    }
    const double wa = std::sin((1.0 - t) * angle) / sine;
    const double wb = std::sin(t * angle) / sine;
    return {wa * a.x + wb * b.x, wa * a.y + wb * b.y, wa * a.z + wb * b.z};
}

}  // namespace hadome
