#pragma once

namespace hadome {

/// A place on the sphere as a unit vector: distances without trigonometry of angles, and no seam at 180 degrees.
struct Place {
    double x = 1.0;
    double y = 0.0;
    double z = 0.0;
};

/// \param latitude, longitude [degree]
Place place_at(double latitude, double longitude);

/// Great-circle distance [km] on a sphere of radius 6371.0088 km (mean radius, IUGG); exact for small distances too.
double distance_between(const Place& a, const Place& b);

/// Great-circle distance [km] from `p` to the shorter arc between `a` and `b`.
double distance_to_arc(const Place& p, const Place& a, const Place& b);

/// The place that divides the arc from `a` to `b` at the fraction `t` of its length (t in [0, 1]).
Place along_arc(const Place& a, const Place& b, double t);

}  // namespace hadome
