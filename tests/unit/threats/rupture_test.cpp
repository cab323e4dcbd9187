#include "threats/rupture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace hadome {
namespace {

using Geometry = EarthquakeSource::Geometry;
using Magnitudes = EarthquakeSource::Magnitudes;

constexpr int draws = 200'000;

EarthquakeSource source_from(double a_latitude, double a_longitude, double b_latitude, double b_longitude) {
    EarthquakeSource source;
    source.a_latitude = a_latitude;
    source.a_longitude = a_longitude;
    source.b_latitude = b_latitude;
    source.b_longitude = b_longitude;
    source.depth = 15.0;
    return source;
}

TEST(Magnitude, GutenbergRichterIsTruncatedOnBothSides) {
    EarthquakeSource source;
    source.magnitudes = Magnitudes::gutenberg_richter;
    source.b_value = 0.9;
    source.magnitude_low = 5.0;
    source.magnitude_high = 7.5;
    Stream stream({1, 0, 0}, 1);
    const double at[] = {5.3, 6.0, 7.0};
    int below[3] = {};
    double low = 10.0;
    double high = 0.0;
    for (int i = 0; i < draws; ++i) {
        const double m = draw_magnitude(source, stream);
        low = std::min(low, m);
        high = std::max(high, m);
        for (int j = 0; j < 3; ++j) {
            below[j] += m < at[j] ? 1 : 0;
        }
    }
    EXPECT_GE(low, 5.0);
    EXPECT_LE(high, 7.5);
    for (int j = 0; j < 3; ++j) {
        const double p = (1 - std::pow(10.0, -0.9 * (at[j] - 5.0))) / (1 - std::pow(10.0, -0.9 * 2.5));
        EXPECT_NEAR(static_cast<double>(below[j]) / draws, p, 4 * std::sqrt(p * (1 - p) / draws));
    }
}

TEST(Magnitude, CharacteristicIsUniform) {
    EarthquakeSource source;
    source.magnitude_low = 7.0;
    source.magnitude_high = 8.0;
    Stream stream({2, 0, 0}, 1);
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < draws; ++i) {
        const double m = draw_magnitude(source, stream) - 7.0;
        sum += m;
        squares += m * m;
    }
    EXPECT_NEAR(sum / draws, 0.5, 4 * std::sqrt(1.0 / 12.0 / draws));
    EXPECT_NEAR(squares / draws, 1.0 / 3.0, 4 * std::sqrt(4.0 / 45.0 / draws));
}

TEST(Magnitude, ADegenerateRangeGivesItsValue) {
    EarthquakeSource source;
    source.magnitude_low = source.magnitude_high = 7.3;
    source.b_value = 0.9;
    for (const Magnitudes law : {Magnitudes::uniform, Magnitudes::gutenberg_richter}) {
        source.magnitudes = law;
        Stream stream({2, 0, 0}, 1);
        EXPECT_DOUBLE_EQ(draw_magnitude(source, stream), 7.3);
    }
}

TEST(Rupture, LengthAndMomentMagnitudeAreThoseOfTheEarlyWarning) {
    EXPECT_DOUBLE_EQ(moment_magnitude(7.3), 7.129);
    EXPECT_NEAR(rupture_length(7.0), 44.668359215, 1e-8);  // 10^1.65
}

TEST(Rupture, APointIsHalfALengthNearerThanItsHypocentre) {
    const EarthquakeSource source = source_from(35, 139, 35, 139);
    Stream stream({1, 0, 0}, 1);
    const Rupture rupture = Rupture::draw(source, 7.0, stream);
    const Place site = place_at(36, 139);
    const double hypocentral = std::hypot(distance_between(place_at(35, 139), site), 15.0);
    EXPECT_NEAR(rupture.distance_from(site), hypocentral - 0.5 * rupture_length(7.0), 1e-9);
    EXPECT_EQ(rupture.distance_from(place_at(35, 139)), 3.0);
}

TEST(Rupture, LongerThanItsTraceFillsIt) {
    const EarthquakeSource source = source_from(35, 139, 35.3, 139);
    Stream stream({1, 0, 0}, 1);
    const Rupture rupture = Rupture::draw(source, 7.5, stream);  // 80 km on 33 km
    EXPECT_NEAR(rupture.distance_from(place_at(35.15, 139)), 15.0, 1e-9);
    EXPECT_NEAR(rupture.distance_from(place_at(35.0, 139)), 15.0, 1e-9);
    EXPECT_NEAR(rupture.distance_from(place_at(35.3, 139)), 15.0, 1e-9);
    const double beyond = distance_between(place_at(35.3, 139), place_at(35.6, 139));
    EXPECT_NEAR(rupture.distance_from(place_at(35.6, 139)), std::hypot(beyond, 15.0), 1e-9);
}

TEST(Rupture, ShorterThanItsTraceFloatsUniformlyAlongIt) {
    const EarthquakeSource source = source_from(0, 10, 0, 14);
    const double trace = distance_between(place_at(0, 10), place_at(0, 14));
    const double length = rupture_length(7.5);
    Stream stream({3, 0, 0}, 1);
    double sum = 0.0;
    double squares = 0.0;
    const int n = 50'000;
    for (int i = 0; i < n; ++i) {
        const Rupture rupture = Rupture::draw(source, 7.5, stream);
        const double r = rupture.distance_from(place_at(0, 10));
        const double start = std::sqrt(std::max(0.0, r * r - 15.0 * 15.0)) / (trace - length);
        const double end = rupture.distance_from(place_at(0, 14));
        EXPECT_NEAR(std::sqrt(std::max(0.0, end * end - 15.0 * 15.0)), (1.0 - start) * (trace - length), 1e-5);
        sum += start;
        squares += start * start;
    }
    EXPECT_NEAR(sum / n, 0.5, 4 * std::sqrt(1.0 / 12.0 / n));
    EXPECT_NEAR(squares / n, 1.0 / 3.0, 4 * std::sqrt(4.0 / 45.0 / n));
}

TEST(Rupture, EpicentresOfAnAreaAreUniformBySurface) {
    EarthquakeSource source = source_from(0, 10, 60, 20);  // tall, so that degrees and surface differ
    source.geometry = Geometry::area;
    source.depth = 0.0;
    Stream stream({4, 0, 0}, 1);
    int south = 0;
    int west = 0;
    const Place pole = place_at(90, 0);
    const int n = 50'000;
    for (int i = 0; i < n; ++i) {
        const Rupture rupture = Rupture::draw(source, 0.0, stream);  // a length of 14 m
        south += rupture.distance_from(pole) > distance_between(place_at(30, 15), pole) ? 1 : 0;
        west += rupture.distance_from(place_at(0, 10)) < rupture.distance_from(place_at(0, 20)) ? 1 : 0;
    }
    const double p = 0.5 / std::sin(std::acos(0.5));
    EXPECT_NEAR(static_cast<double>(south) / n, p, 4 * std::sqrt(p * (1 - p) / n));
    EXPECT_NEAR(static_cast<double>(west) / n, 0.5, 4 * std::sqrt(0.25 / n));
}

}  // namespace
}  // namespace hadome
