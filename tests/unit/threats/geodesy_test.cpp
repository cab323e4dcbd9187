#include "threats/geodesy.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace hadome {
namespace {

constexpr double degree = 6371.0088 * std::numbers::pi / 180.0;  // [km]

TEST(Geodesy, MeasuresGreatCircles) {
    EXPECT_NEAR(distance_between(place_at(35, 139), place_at(36, 139)), degree, 1e-9);
    EXPECT_NEAR(distance_between(place_at(0, 179.5), place_at(0, -179.5)), degree, 1e-9);
    EXPECT_NEAR(distance_between(place_at(90, 0), place_at(-90, 0)), 180 * degree, 1e-6);
    // Tokyo to Osaka by the haversine formula.
    EXPECT_NEAR(distance_between(place_at(35.6895, 139.6917), place_at(34.6864, 135.52)), 395.13696511, 1e-7);
}

TEST(Geodesy, KeepsMetres) {
    EXPECT_NEAR(distance_between(place_at(35, 139), place_at(35.00001, 139)), 1e-5 * degree, 1e-9);
}

TEST(Geodesy, MeasuresToTheNearestPointOfAnArc) {
    const Place west = place_at(0, 10);
    const Place east = place_at(0, 14);
    EXPECT_NEAR(distance_to_arc(place_at(2, 12), west, east), 2 * degree, 1e-9);
    EXPECT_NEAR(distance_to_arc(place_at(-1, 10.5), west, east), degree, 1e-9);
    EXPECT_NEAR(distance_to_arc(place_at(0, 12.3), west, east), 0.0, 1e-9);
    EXPECT_NEAR(distance_to_arc(place_at(0, 7), west, east), 3 * degree, 1e-9);
    EXPECT_NEAR(distance_to_arc(place_at(0, 15), west, east), degree, 1e-9);
    // Beside the far half of the great circle it is an end that is nearest.
    EXPECT_NEAR(distance_to_arc(place_at(0, -168), west, east), 178 * degree, 1e-6);
    EXPECT_NEAR(distance_to_arc(place_at(1, 12), west, west), distance_between(place_at(1, 12), west), 1e-9);
}

TEST(Geodesy, DividesAnArcByLength) {
    const Place a = place_at(30, 130);
    const Place b = place_at(40, 145);
    const double whole = distance_between(a, b);
    for (const double t : {0.0, 0.1, 0.5, 0.9, 1.0}) {
        const Place p = along_arc(a, b, t);
        EXPECT_NEAR(distance_between(a, p), t * whole, 1e-9);
        EXPECT_NEAR(distance_to_arc(p, a, b), 0.0, 1e-6);
    }
    EXPECT_NEAR(distance_between(along_arc(a, a, 0.7), a), 0.0, 1e-12);
}

}  // namespace
}  // namespace hadome
