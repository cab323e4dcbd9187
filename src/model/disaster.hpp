#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "model/ids.hpp"
#include "model/rate_shape.hpp"
#include "model/terms.hpp"
#include "random/distribution.hpp"

namespace hadome {

enum class EarthquakeType { crustal, interface, intraslab };

/// Earthquakes of one zone: Poisson in time.
struct EarthquakeSource {
    /// `line`: a rupture of the length that the magnitude asks floats along the trace from `a` to `b` (a == b: a
    /// point). `area`: the epicentre is uniform in the box spanned by `a` and `b`.
    enum class Geometry { line, area };
    /// `uniform`: characteristic, uniform between the bounds. `gutenberg_richter`: doubly truncated exponential with
    /// slope b.
    enum class Magnitudes { uniform, gutenberg_richter };

    std::string name;
    Label label;
    std::uint64_t hash = 0;
    EarthquakeType type = EarthquakeType::crustal;
    double rate = 0.0;  ///< of magnitudes in [magnitude_low, magnitude_high] [1/yr]
    Magnitudes magnitudes = Magnitudes::uniform;
    double magnitude_low = 0.0;
    double magnitude_high = 0.0;
    double b_value = 0.0;
    Geometry geometry = Geometry::line;
    double a_latitude = 0.0;  ///< [degree]
    double a_longitude = 0.0;
    double b_latitude = 0.0;
    double b_longitude = 0.0;
    double depth = 0.0;  ///< [km]
};

/// Parameters common to all earthquakes.
struct GroundMotion {
    /// Share of the variance of ln intensity that is common to one event (between events); the rest is within, by site.
    double between_event_share = 0.0;
    /// Sites farther from the rupture than this are not evaluated [km].
    double cutoff_distance = 400.0;
    /// Residuals of two sites h apart within an event correlate by exp(-3 h / range) (Jayaram and Baker 2009) [km];
    /// 0: they are independent.
    double correlation_range = 0.0;
};

/// Aftershocks of drawn main shocks, after Reasenberg and Jones (1989): t days after a main shock of magnitude M,
/// magnitudes of m and more come at 10^(productivity + b (M - m)) (t + c)^(-p) a day.
struct Aftershocks {
    bool drawn = false;
    double productivity = 0.0;  ///< their a
    double b_value = 1.0;
    double p = 1.0;
    double c = 0.0;              ///< [d]
    double threshold = 0.0;      ///< main shocks from this magnitude on have aftershocks
    double magnitude_low = 0.0;  ///< of aftershocks; they are at most as large as their main shock
    double duration = 0.0;       ///< of a sequence [d]
};

/// Integral of (t + c)^(-p) from a main shock to `days` after it.
double omori_integral(const Aftershocks& aftershocks, double days);
/// Aftershocks to be expected of a main shock until its sequence ends, whatever their threshold, with magnitudes from
/// `magnitude_low` to that of the main shock.
double expected_aftershocks(const Aftershocks& aftershocks, double main_magnitude);

/// Part of a region under water, by one function's sites or by those of all functions that have no row of their own.
struct Inundation {
    RegionId region;
    FunctionId function;  ///< invalid: all that have no row of their own in the region
    double share = 1.0;   ///< of the sites
    Tick delay = 0;       ///< from the onset of what brings the water
};

/// How deep the tsunami of one source stands at a region.
struct TsunamiReach {
    Inundation where;
    double depth = 0.0;                ///< median of an earthquake of `reference_magnitude` [m]
    double reference_magnitude = 0.0;  ///< Mj
    double growth = 0.0;               ///< of log10 depth by magnitude
    double sigma = 0.0;  ///< standard deviation of ln depth between events; one variate an event, at all regions
};

/// The tsunami of an earthquake source.
struct Tsunami {
    std::string name;  ///< of the source
    Label label;
    std::int32_t earthquake = -1;  ///< position in Model::earthquakes
    std::vector<TsunamiReach> reaches;
};

/// Storms that come in by one door: tracks along great circles, the wind of Holland (1980), rain around the centre.
struct StormSource {
    std::string name;
    Label label;
    std::uint64_t hash = 0;
    double rate = 0.0;  ///< [1/yr]
    RateShape rate_shape;
    double a_latitude = 0.0;  ///< storms enter anywhere between `a` and `b` [degree]
    double a_longitude = 0.0;
    double b_latitude = 0.0;
    double b_longitude = 0.0;
    Distribution heading;          ///< clockwise from north [degree]
    Distribution speed;            ///< of the centre [m/s]
    double length = 0.0;           ///< of the track [km]
    Distribution deficit;          ///< of central pressure, on entry [hPa]
    double decay = 0.0;            ///< time in which the deficit falls to 1/e [h]; 0: it stays
    Distribution radius;           ///< of maximum wind [km]
    Distribution shape;            ///< Holland's B
    double surface_factor = 1.0;   ///< wind at the surface / gradient wind
    double asymmetry = 0.0;        ///< share of the speed of the centre that joins the wind on the right of the track
    double cutoff_distance = 0.0;  ///< regions farther from the track than this feel nothing [km]
    Distribution rain;             ///< at the centre's path [mm]
    double rain_range = 0.0;       ///< distance from the path over which it falls to 1/e [km]
};

/// Where storms flood: with probability Phi(ln(rain here / rain) / beta).
struct FloodPlain {
    Inundation where;
    double rain = 0.0;   ///< that overcomes the defences once in two times [mm]
    double beta = 0.0;   ///< standard deviation of its natural logarithm
    Distribution depth;  ///< once they are overcome [m]
};

/// An intensity at a region, in one event of a set.
struct Footprint {
    RegionId region;
    IntensityMeasure measure = IntensityMeasure::pga;
    double ln_intensity = 0.0;  ///< natural logarithm, in the unit of the measure
    double share = 1.0;         ///< of the region's sites that are exposed
};

/// One event of a set: Poisson in time.
struct FootprintEvent {
    std::string name;
    std::uint64_t hash = 0;
    double rate = 0.0;                  ///< [1/yr]
    std::vector<Footprint> footprints;  ///< by name of the region, then measure
};

/// Events whose intensities were computed elsewhere.
struct EventSet {
    std::string name;
    Label label;
    std::uint64_t hash = 0;
    std::vector<FootprintEvent> events;
};

}  // namespace hadome
