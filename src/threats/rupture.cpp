#include "threats/rupture.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.hpp"

namespace hadome {

namespace {

constexpr double least_distance = 3.0;  // [km]

double hypotenuse(double a, double b) {
    return std::sqrt(a * a + b * b);
}

double between(double low, double high, double u) {
    return low + (high - low) * u;
}

/// Uniform by surface in the box of the source's corners: the sine of the latitude is uniform.
Place draw_epicentre(const EarthquakeSource& source, Stream& stream) {
    constexpr double radian = std::numbers::pi / 180.0;
    const double sine =
        between(std::sin(source.a_latitude * radian), std::sin(source.b_latitude * radian), unit_uniform(stream));
    const double longitude = between(source.a_longitude, source.b_longitude, unit_uniform(stream));
    return place_at(std::asin(sine) / radian, longitude);
}

}  // namespace

double gutenberg_richter(double low, double span, double b_value, double u) {
    const double slope = b_value * std::numbers::ln10;
    return slope == 0.0 ? low + span * u : low - std::log1p(u * std::expm1(-slope * span)) / slope;
}

double draw_magnitude(const EarthquakeSource& source, Stream& stream) {
    const double span = source.magnitude_high - source.magnitude_low;
    const double u = unit_uniform(stream);
    if (source.magnitudes == EarthquakeSource::Magnitudes::uniform) {
        return source.magnitude_low + span * u;
    }
    return gutenberg_richter(source.magnitude_low, span, source.b_value, u);
}

double moment_magnitude(double jma_magnitude) {
    return jma_magnitude - 0.171;
}

double rupture_length(double moment_magnitude) {
    return std::pow(10.0, 0.5 * moment_magnitude - 1.85);
}

Rupture Rupture::draw(const EarthquakeSource& source, double moment_magnitude, Stream& stream) {
    Rupture rupture;
    rupture.depth_ = source.depth;
    const double length = rupture_length(moment_magnitude);
    rupture.half_length_ = 0.5 * length;
    switch (source.geometry) {
        case EarthquakeSource::Geometry::area: {
            rupture.a_ = rupture.b_ = draw_epicentre(source, stream);
            return rupture;
        }
        case EarthquakeSource::Geometry::line: {
            const Place from = place_at(source.a_latitude, source.a_longitude);
            const Place to = place_at(source.b_latitude, source.b_longitude);
            const double trace = distance_between(from, to);
            if (trace == 0.0) {
                rupture.a_ = rupture.b_ = from;
                return rupture;
            }
            const double share = std::min(1.0, length / trace);
            const double start = (1.0 - share) * unit_uniform(stream);
            rupture.extent_ = Extent::segment;
            rupture.a_ = along_arc(from, to, start);
            rupture.b_ = along_arc(from, to, start + share);
            return rupture;
        }
    }
    throw InternalError("unknown geometry of an earthquake source");
}

Rupture Rupture::aftershock(double moment_magnitude, Stream& stream) const {
    const bool along = extent_ == Extent::segment;
    const Place middle = along ? along_arc(a_, b_, unit_uniform(stream)) : a_;
    Rupture rupture;
    rupture.a_ = rupture.b_ = draw_around(middle, along ? 0.5 * half_length_ : half_length_, stream);
    rupture.depth_ = depth_;
    rupture.half_length_ = 0.5 * rupture_length(moment_magnitude);
    return rupture;
}

double Rupture::distance_from(const Place& site) const {
    switch (extent_) {
        case Extent::segment: return hypotenuse(distance_to_arc(site, a_, b_), depth_);
        case Extent::half_length:
            return std::max(hypotenuse(distance_between(site, a_), depth_) - half_length_, least_distance);
    }
    throw InternalError("unknown extent of a rupture");
}

}  // namespace hadome
