#pragma once

#include "random/stream.hpp"

namespace hadome {

/// A place on the sphere as a unit vector: distances without trigonometry of angles, and no seam at 180 degrees.
struct Place {
    double x = 1.0;
    double y = 0.0;
    double z = 0.0;
};

/// \param latitude, longitude [degree]
Place place_at(double latitude, double longitude);

/// [km]; mean radius, IUGG
inline constexpr double earth_radius = 6371.0088;

inline double dot(const Place& a, const Place& b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

inline Place cross(const Place& a, const Place& b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

/// Great-circle distance [km] on a sphere of radius `earth_radius`; exact for small distances too.
double distance_between(const Place& a, const Place& b);

/// Great-circle distance [km] from `p` to the shorter arc between `a` and `b`.
double distance_to_arc(const Place& p, const Place& a, const Place& b);

/// Unit vector at `p` along the earth's surface. \param bearing clockwise from north [radian]
Place direction_at(const Place& p, double bearing);

/// The place at `distance` [km] from `p` along a great circle that leaves it in `direction`.
Place moved(const Place& p, const Place& direction, double distance);

/// Uniform by surface within `radius` [km] of `p`; 2 words.
Place draw_around(const Place& p, double radius, Stream& stream);

/// The place that divides the arc from `a` to `b` at the fraction `t` of its length (t in [0, 1]).
Place along_arc(const Place& a, const Place& b, double t);

}  // namespace hadome
