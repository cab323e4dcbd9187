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

TEST(Geodesy, MovesAlongGreatCircles) {
    const Place start = place_at(35, 139);
    const Place north = moved(start, direction_at(start, 0.0), degree);
    EXPECT_NEAR(distance_between(north, place_at(36, 139)), 0.0, 1e-6);
    const Place equator = place_at(0, 179.5);
    EXPECT_NEAR(
        distance_between(moved(equator, direction_at(equator, std::numbers::pi / 2), degree), place_at(0, -179.5)), 0.0,
        1e-6);
    for (const double bearing : {0.3, 2.0, 5.0}) {
        EXPECT_NEAR(distance_between(start, moved(start, direction_at(start, bearing), 321.0)), 321.0, 1e-9);
        EXPECT_NEAR(dot(start, direction_at(start, bearing)), 0.0, 1e-12);
    }
    const Place pole = place_at(90, 0);
    EXPECT_NEAR(distance_between(pole, moved(pole, direction_at(pole, 1.0), 50.0)), 50.0, 1e-9);
}

TEST(Geodesy, DrawsUniformlyBySurface) {
    // The surface within an angle a of a place is proportional to 1 - cos(a), also where the disc is as large as a sea.
    const Place middle = place_at(35, 139);
    for (const double radius : {10.0, 5000.0}) {
        const double part = 0.5 * radius;
        const double expected = (1.0 - std::cos(part / earth_radius)) / (1.0 - std::cos(radius / earth_radius));
        const int n = 40'000;
        double within = 0.0;
        double north = 0.0;
        Stream stream({1, 0, 0}, 9);
        for (int i = 0; i < n; ++i) {
            const Place drawn = draw_around(middle, radius, stream);
            const double away = distance_between(middle, drawn);
            ASSERT_LE(away, radius * (1 + 1e-9));
            within += away <= part ? 1.0 : 0.0;
            north += dot(drawn, direction_at(middle, 0.0)) > 0.0 ? 1.0 : 0.0;
        }
        EXPECT_NEAR(within / n, expected, 4 * std::sqrt(expected * (1 - expected) / n));
        EXPECT_NEAR(north / n, 0.5, 4 * std::sqrt(0.25 / n));
    }
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
