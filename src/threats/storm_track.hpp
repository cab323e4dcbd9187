#pragma once

#include "threats/geodesy.hpp"

namespace hadome {

/// The way of a storm's centre: along a great circle at a steady speed, from where it enters.
class StormTrack {
public:
    /// \param heading at the entry, clockwise from north [radian]; \param length [km]
    StormTrack(const Place& entry, double heading, double length)
        : entry_{entry}, forward_{direction_at(entry, heading)}, left_{cross(entry_, forward_)}, length_{length} {}

    /// Way covered [km] where the centre is nearest to a place; on the track, so between 0 and its length.
    double nearest(const Place& place) const;
    Place centre(double way) const { return moved(entry_, forward_, way); }
    /// Half of the way on which a place nearer than `radius` to the track's great circle is within it [km]; 0 if it
    /// never is.
    double half_chord(const Place& place, double radius) const;
    /// Of the direction from the centre to a place, the part that points to the right of the way, in [-1, 1].
    double to_the_right(const Place& place, double way) const;
    double length() const { return length_; }

private:
    Place entry_;
    Place forward_;
    Place left_;  ///< pole of the great circle
    double length_;
};

}  // namespace hadome
