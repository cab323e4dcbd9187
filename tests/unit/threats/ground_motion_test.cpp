#include "threats/ground_motion.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace hadome {
namespace {

constexpr auto crustal = EarthquakeType::crustal;
constexpr auto interface = EarthquakeType::interface;
constexpr auto intraslab = EarthquakeType::intraslab;

/// A row of the tables with which OpenQuake's hazardlib checks its own implementation (SM99ASC_MEAN, SM99SInter_MEAN,
/// SM99SSlab_MEAN, SM99SINTER_MEAN_PGA, SM99SSLAB_MEAN_PGA), after NIED (2009).
struct Row {
    EarthquakeType type;
    double magnitude;
    double depth;
    double distance;
    double median;
};

void expect_near_relative(double value, double expected, double tolerance) {
    EXPECT_NEAR(value / expected, 1.0, tolerance) << value << " is not " << expected;
}

TEST(Attenuation, GivesThePublishedMediansOfPgv) {
    constexpr double openquake_site_factor = 1.41;  // their rows hold for Vs30 400 m/s
    for (const Row& row : {Row{crustal, 5.0, 0.0, 0.0, 64.8725667103},
                           {crustal, 5.0, 10.0, 100.0, 0.392094391216},
                           {crustal, 6.0, 10.0, 20.0, 9.53420016956},
                           {crustal, 6.0, 50.0, 100.0, 2.07599354114},
                           {crustal, 7.0, 10.0, 10.0, 45.8993901892},
                           {crustal, 7.0, 10.0, 50.0, 12.230391029},
                           {crustal, 7.0, 50.0, 30.0, 28.8256532342},
                           {crustal, 8.0, 10.0, 50.0, 35.0852447103},
                           {interface, 5.0, 10.0, 10.0, 5.25258651406},
                           {interface, 7.0, 10.0, 10.0, 43.8335773336},
                           {interface, 8.0, 10.0, 30.0, 49.4072997486},
                           {interface, 8.0, 50.0, 100.0, 23.0149026914},
                           {intraslab, 6.0, 50.0, 50.0, 6.70787853869},
                           {intraslab, 7.0, 50.0, 50.0, 22.8791740677},
                           {intraslab, 8.0, 50.0, 30.0, 96.7812259449}}) {
        const Attenuation attenuation(row.type, row.magnitude, row.depth);
        expect_near_relative(openquake_site_factor * std::pow(10.0, attenuation.log10_pgv(row.distance)), row.median,
                             1e-9);
    }
}

TEST(Attenuation, GivesThePublishedMediansOfPga) {
    for (const Row& row : {Row{interface, 5.0, 10.0, 1.0, 0.53808061},
                           {interface, 5.0, 50.0, 30.9, 0.05458068},
                           {interface, 6.0, 20.0, 45.85, 0.07351723},
                           {interface, 7.0, 10.0, 1.0, 0.80137956},
                           {interface, 7.0, 20.0, 60.8, 0.13769373},
                           {interface, 7.0, 50.0, 300.0, 0.00874747},
                           {intraslab, 5.0, 50.0, 45.85, 0.05475457},
                           {intraslab, 6.0, 70.0, 15.95, 0.57570754},
                           {intraslab, 7.0, 50.0, 105.65, 0.14011153},
                           {intraslab, 7.0, 70.0, 300.0, 0.0172935}}) {
        const Attenuation attenuation(row.type, row.magnitude, row.depth);
        expect_near_relative(std::pow(10.0, attenuation.log10_pga(row.distance)), row.median, 1e-6);
    }
}

TEST(Attenuation, DoesNotGrowBeyondMagnitude8point3) {
    const Attenuation at_cap(interface, 8.3, 20.0);
    const Attenuation beyond(interface, 9.0, 20.0);
    const Attenuation below(interface, 8.2, 20.0);
    EXPECT_EQ(at_cap.log10_pgv(80.0), beyond.log10_pgv(80.0));
    EXPECT_EQ(at_cap.log10_pga(80.0), beyond.log10_pga(80.0));
    EXPECT_LT(below.log10_pga(80.0), at_cap.log10_pga(80.0));
}

TEST(Attenuation, SigmaOfCrustalEventsGoesByDistance) {
    // OpenQuake SM99ASC_STD_TOTAL, natural logarithm.
    const Attenuation attenuation(crustal, 6.0, 10.0);
    const auto sigma = [&](double distance) {
        return std::numbers::ln10 * attenuation.sigma_log10(distance, attenuation.log10_pgv(distance));
    };
    expect_near_relative(sigma(20.0), 0.529594571389, 1e-9);
    expect_near_relative(sigma(30.0), 0.460517018599, 1e-9);
    EXPECT_EQ(sigma(5.0), sigma(20.0));
    EXPECT_EQ(sigma(200.0), sigma(30.1));
    // 0.23 - 0.03 log10(1.25) / log10(1.5)
    expect_near_relative(sigma(25.0) / std::numbers::ln10, 0.2134898, 1e-6);
}

TEST(Attenuation, GivesThePublishedMediansOfInterfaceEventsAtManyDepthsAndDistances) {
    // OpenQuake SM99SInter_MEAN.
    for (const Row& row : {Row{interface, 5.0, 0.0, 0.0, 61.9528202445},
                           {interface, 5.0, 50.0, 25.0, 2.92525411525},
                           {interface, 6.0, 0.0, 20.0, 8.34227045813},
                           {interface, 6.0, 10.0, 50.0, 3.42440553323},
                           {interface, 6.0, 50.0, 100.0, 1.98255844042},
                           {interface, 7.0, 0.0, 100.0, 4.59592797778},
                           {interface, 7.0, 10.0, 25.0, 22.7826522244},
                           {interface, 7.0, 50.0, 0.0, 138.695088275},
                           {interface, 8.0, 0.0, 50.0, 30.6990198714},
                           {interface, 8.0, 50.0, 10.0, 117.337144759}}) {
        const Attenuation attenuation(row.type, row.magnitude, row.depth);
        expect_near_relative(1.41 * std::pow(10.0, attenuation.log10_pgv(row.distance)), row.median, 1e-9);
    }
}

TEST(Attenuation, GivesThePublishedSigmasOfInterfaceEvents) {
    // OpenQuake SM99SInter_STD_TOTAL, natural logarithm; the last column is not a median here. Its rows enter with the
    // median at Vs30 400 m/s, 1.41 times that at 600 m/s, by which NIED (2009) defines the ramp and by which we go.
    for (const Row& row : {Row{interface, 5.0, 0.0, 0.0, 0.345387763949},
                           {interface, 5.0, 10.0, 10.0, 0.460517018599},
                           {interface, 7.0, 0.0, 10.0, 0.390697012404},
                           {interface, 7.0, 0.0, 20.0, 0.4602337095},
                           {interface, 7.0, 10.0, 20.0, 0.44968034584},
                           {interface, 7.0, 50.0, 25.0, 0.42676160927},
                           {interface, 7.0, 50.0, 30.0, 0.448873835315},
                           {interface, 8.0, 0.0, 30.0, 0.367179519571},
                           {interface, 8.0, 10.0, 30.0, 0.348117249476},
                           {interface, 8.0, 10.0, 50.0, 0.421344756774},
                           {interface, 8.0, 50.0, 50.0, 0.356683545687},
                           {interface, 8.0, 50.0, 100.0, 0.460517018599}}) {
        const Attenuation attenuation(row.type, row.magnitude, row.depth);
        const double sigma =
            std::numbers::ln10 *
            attenuation.sigma_log10(row.distance, std::log10(1.41) + attenuation.log10_pgv(row.distance));
        expect_near_relative(sigma, row.median, 1e-9);
    }
}

TEST(Attenuation, SigmaOfSubductionEventsGoesByMedianPgv) {
    for (const EarthquakeType type : {interface, intraslab}) {
        const Attenuation attenuation(type, 7.0, 30.0);
        const auto sigma = [&](double pgv) { return attenuation.sigma_log10(10.0, std::log10(pgv)); };
        EXPECT_DOUBLE_EQ(sigma(1.0), 0.20);
        EXPECT_DOUBLE_EQ(sigma(24.99), 0.20);
        EXPECT_NEAR(sigma(25.01), 0.20, 1e-4);
        EXPECT_NEAR(sigma(37.5), 0.175, 1e-12);
        EXPECT_NEAR(sigma(49.99), 0.15, 1e-4);
        EXPECT_DOUBLE_EQ(sigma(80.0), 0.15);
    }
}

TEST(SiteAmplification, FollowsFujimotoAndMidorikawaWithinItsData) {
    EXPECT_NEAR(site_amplification(600.0), 1.0, 2e-3);
    EXPECT_NEAR(site_amplification(400.0), 1.41, 3e-3);
    EXPECT_NEAR(site_amplification(200.0) / site_amplification(400.0), std::pow(2.0, 0.852), 1e-12);
    EXPECT_EQ(site_amplification(50.0), site_amplification(100.0));
    EXPECT_EQ(site_amplification(3000.0), site_amplification(1500.0));
}

TEST(JmaIntensity, FollowsMidorikawa) {
    EXPECT_DOUBLE_EQ(jma_intensity(1.0), 2.68);
    EXPECT_DOUBLE_EQ(jma_intensity(100.0), 6.12);
}

}  // namespace
}  // namespace hadome
