#pragma once

#include "model/disaster.hpp"
#include "random/stream.hpp"
#include "threats/geodesy.hpp"

namespace hadome {

/// Gutenberg-Richter between both bounds: F(m) = (1 - 10^(-b (m - low))) / (1 - 10^(-b span)), by inversion.
/// \param u uniform in [0, 1)
double gutenberg_richter(double low, double span, double b_value, double u);

/// One magnitude of a source [JMA magnitude Mj], by inversion; 1 word.
double draw_magnitude(const EarthquakeSource& source, Stream& stream);

/// Mw = Mj - 0.171, as the Japanese early warning takes it.
double moment_magnitude(double jma_magnitude);

/// Length of rupture L = 10^(0.5 Mw - 1.85) [km] as the Japanese early warning takes it.
double rupture_length(double moment_magnitude);

/// Where one earthquake breaks.
class Rupture {
public:
    /// Places the rupture in its source. On a line a rupture no longer than the trace floats along it, every
    /// position equally likely (1 word); from an area the epicentre is drawn, uniform by surface (2 words).
    static Rupture draw(const EarthquakeSource& source, double moment_magnitude, Stream& stream);

    /// Places an aftershock at the rupture's depth. Of a line: around a point that is uniform along the rupture, within
    /// a quarter of its length, for zones of aftershocks are about half as wide as long; else within half the length of
    /// the epicentre (3 or 2 words).
    Rupture aftershock(double moment_magnitude, Stream& stream) const;

    /// Distance from the rupture [km]. Where its direction is known (a line), to the nearest point of it at the
    /// source's depth. Where it is not (point, area), max(hypocentral distance - L/2, 3), as the Japanese early
    /// warning takes it.
    double distance_from(const Place& site) const;

private:
    enum class Extent { segment, half_length };

    Extent extent_ = Extent::half_length;
    Place a_;  ///< ends of the segment; the epicentre twice
    Place b_;
    double depth_ = 0.0;        ///< [km]
    double half_length_ = 0.0;  ///< that the magnitude asks; a trace may be shorter [km]
};

}  // namespace hadome
