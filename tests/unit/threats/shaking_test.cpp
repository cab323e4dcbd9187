#include "threats/shaking.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace hadome {
namespace {

constexpr int events = 100'000;
constexpr double distance = 60.0;

EarthquakeSource crustal_source() {
    EarthquakeSource source;
    source.depth = 10.0;
    return source;
}

double sigma_ln() {
    return 0.20 * std::numbers::ln10;
}

TEST(EventShaking, HasTheTotalSigmaAndTheShareBetweenEvents) {
    const GroundMotion parameters{0.3, 400.0};
    const Attenuation attenuation(EarthquakeType::crustal, 7.0, 10.0);
    const double median = std::numbers::ln10 * attenuation.log10_pga(distance);
    double mean = 0.0;
    double variance = 0.0;
    double covariance = 0.0;
    for (std::uint64_t event = 0; event < events; ++event) {
        const EventShaking shaking(parameters, crustal_source(), 7.0, {1, 0, 0}, event);
        const double here = shaking.at(1, distance, 0.0).ln_pga - median;
        const double there = shaking.at(2, distance, 0.0).ln_pga - median;
        mean += here / events;
        variance += here * here / events;
        covariance += here * there / events;
    }
    const double total = sigma_ln() * sigma_ln();
    EXPECT_NEAR(mean, 0.0, 4 * sigma_ln() / std::sqrt(events));
    EXPECT_NEAR(variance, total, 4 * total * std::sqrt(2.0 / events));
    EXPECT_NEAR(covariance, 0.3 * total, 4 * total * std::sqrt((1 + 0.09) / events));
}

TEST(EventShaking, SharesItsResidualBetweenMeasuresAndWithinASite) {
    const GroundMotion parameters{0.3, 400.0};
    const EventShaking shaking(parameters, crustal_source(), 7.0, {1, 0, 0}, 5);
    const Attenuation attenuation(EarthquakeType::crustal, 7.0, 10.0);
    const SiteShaking rock = shaking.at(1, distance, 0.0);
    const SiteShaking soil = shaking.at(1, distance, std::log(1.4));
    EXPECT_NEAR(rock.ln_pga - std::numbers::ln10 * attenuation.log10_pga(distance),
                rock.ln_pgv - std::numbers::ln10 * attenuation.log10_pgv(distance), 1e-12);
    EXPECT_NEAR(soil.ln_pgv - rock.ln_pgv, std::log(1.4), 1e-12);
    EXPECT_EQ(soil.ln_pga, rock.ln_pga);
    EXPECT_EQ(rock.of(IntensityMeasure::pga), rock.ln_pga);
    EXPECT_EQ(rock.of(IntensityMeasure::pgv), rock.ln_pgv);
    EXPECT_NE(shaking.at(2, distance, 0.0).ln_pga, rock.ln_pga);
}

TEST(EventShaking, AllBetweenEventsMakesSitesMoveTogether) {
    const GroundMotion parameters{1.0, 400.0};
    const EventShaking shaking(parameters, crustal_source(), 7.0, {1, 0, 0}, 5);
    EXPECT_EQ(shaking.at(1, distance, 0.0).ln_pga, shaking.at(2, distance, 0.0).ln_pga);
}

}  // namespace
}  // namespace hadome
