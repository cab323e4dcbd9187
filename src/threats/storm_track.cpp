#include "threats/storm_track.hpp"

#include <algorithm>
#include <cmath>

namespace hadome {

double StormTrack::nearest(const Place& place) const {
    const double way = earth_radius * std::atan2(dot(place, forward_), dot(place, entry_));
    return std::clamp(way, 0.0, length_);
}

double StormTrack::half_chord(const Place& place, double radius) const {
    const double off = std::asin(std::clamp(dot(place, left_), -1.0, 1.0));
    const double ratio = std::cos(radius / earth_radius) / std::cos(off);
    return ratio < 1.0 ? earth_radius * std::acos(ratio) : 0.0;
}

double StormTrack::to_the_right(const Place& place, double way) const {
    const Place at = centre(way);
    const double along = dot(place, at);
    const Place away{place.x - along * at.x, place.y - along * at.y, place.z - along * at.z};
    const double length = std::sqrt(dot(away, away));
    return length > 0.0 ? -dot(away, left_) / length : 0.0;
}

}  // namespace hadome
