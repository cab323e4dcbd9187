#include "threats/geodesy.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hadome {

namespace {

Place sum_of(double wa, const Place& a, double wb, const Place& b) {
    return {wa * a.x + wb * b.x, wa * a.y + wb * b.y, wa * a.z + wb * b.z};
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

Place direction_at(const Place& p, double bearing) {
    const double horizontal = std::sqrt(p.x * p.x + p.y * p.y);
    // At a pole every direction is south or north; the meridian of 0 degrees is taken for the one that leads there.
    const Place east = horizontal > 0.0 ? Place{-p.y / horizontal, p.x / horizontal, 0.0} : Place{0.0, 1.0, 0.0};
    return sum_of(std::cos(bearing), cross(p, east), std::sin(bearing), east);
}

Place moved(const Place& p, const Place& direction, double distance) {
    const double angle = distance / earth_radius;
    return sum_of(std::cos(angle), p, std::sin(angle), direction);
}

Place draw_around(const Place& p, double radius, Stream& stream) {
    // The surface within an angle is proportional to the square of the sine of half of it.
    const double half_sine = std::sqrt(unit_uniform(stream)) * std::sin(0.5 * radius / earth_radius);
    const double bearing = 2.0 * std::numbers::pi * unit_uniform(stream);
    return moved(p, direction_at(p, bearing), 2.0 * earth_radius * std::asin(half_sine));
}

Place along_arc(const Place& a, const Place& b, double t) {
    const double angle = angle_between(a, b);
    const double sine = std::sin(angle);
    if (sine == 0.0) {
        return a;
    }
    const double wa = std::sin((1.0 - t) * angle) / sine;
    const double wb = std::sin(t * angle) / sine;
    return sum_of(wa, a, wb, b);
}

}  // namespace hadome
