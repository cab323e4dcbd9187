#pragma once

#include "model/disaster.hpp"

namespace hadome {

/// Median ground motion of one earthquake after Si and Midorikawa (1999), in the form of NIED (2009, pp. 148-151):
///
///     log10 PGV [cm/s] = 0.58 M + 0.0038 H + d - 1.29 - log10(R + 0.0028 10^(0.5 M)) - 0.002 R
///     log10 PGA [gal]  = 0.50 M + 0.0043 H + d + 0.61 - log10(R + 0.0055 10^(0.5 M)) - 0.003 R
///
/// with M the moment magnitude (8.3 at most), H the depth of the hypocentre [km], R the distance to the rupture [km]
/// and d by type: crustal 0, interface -0.02 (PGV) and 0.01 (PGA), intraslab 0.12 and 0.22. Larger horizontal
/// component, on ground of Vs 600 m/s.
class Attenuation {
public:
    /// \param depth of the hypocentre [km]
    Attenuation(EarthquakeType type, double moment_magnitude, double depth);

    double log10_pga(double distance) const;  ///< log10 of [g] at Vs 600 m/s; \param distance to the rupture [km]
    double log10_pgv(double distance) const;  ///< log10 of [cm/s] at Vs 600 m/s
    /// Standard deviation of log10 of either measure, within and between events together: by distance for crustal
    /// events, by median PGV at Vs 600 m/s for the others.
    double sigma_log10(double distance, double log10_pgv) const;

private:
    EarthquakeType type_;
    double pga_offset_;  ///< all terms of log10 PGA [g] that do not depend on distance
    double pgv_offset_;
    double pga_saturation_;  ///< 0.0055 10^(0.5 M) [km]
    double pgv_saturation_;
};

/// Amplification of PGV from Vs 600 m/s to the surface: log10 ARV = 2.367 - 0.852 log10(Vs30) (Fujimoto and Midorikawa
/// 2006), held constant outside of the 100-1500 m/s of its data. \param vs30 [m/s]
double site_amplification(double vs30);

/// JMA instrumental intensity I = 2.68 + 1.72 log10(PGV) (Midorikawa et al. 1999), meant for I >= 4.
/// \param pgv at the surface [cm/s]
double jma_intensity(double pgv);

}  // namespace hadome
