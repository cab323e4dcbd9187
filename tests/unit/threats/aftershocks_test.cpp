#include "threats/aftershocks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <vector>

#include "threat_model.hpp"
#include "threats/earthquake.hpp"

namespace hadome {
namespace {

using namespace testing_models;

Aftershocks of_california() {
    Aftershocks aftershocks;
    aftershocks.drawn = true;
    aftershocks.productivity = -1.67;
    aftershocks.b_value = 0.91;
    aftershocks.p = 1.08;
    aftershocks.c = 0.05;
    aftershocks.threshold = 6.0;
    aftershocks.magnitude_low = 5.0;
    aftershocks.duration = 90.0;
    return aftershocks;
}

/// By Simpson's rule in ln(t + c), where the rate is smooth.
double integral_by_parts(const Aftershocks& aftershocks, double days) {
    constexpr int steps = 20'000;
    const double low = std::log(aftershocks.c);
    const double width = (std::log(days + aftershocks.c) - low) / steps;
    double sum = 0.0;
    for (int i = 0; i <= steps; ++i) {
        const double weight = i == 0 || i == steps ? 1.0 : (i % 2 == 1 ? 4.0 : 2.0);
        sum += weight * std::exp((1.0 - aftershocks.p) * (low + i * width));
    }
    return sum * width / 3.0;
}

TEST(Aftershocks, AreExpectedAsTheIntegralOfTheirRateSays) {
    Aftershocks aftershocks = of_california();
    for (const double p : {0.7, 0.88, 1.0, 1.08, 1.5}) {
        aftershocks.p = p;
        for (const double days : {0.01, 1.0, 90.0, 3650.0}) {
            EXPECT_NEAR(omori_integral(aftershocks, days) / integral_by_parts(aftershocks, days), 1.0, 1e-9) << p;
        }
    }
    // Magnitudes of m and more come at 10^(a + b (M - m)): those from m to M are the difference of two such rates.
    const double at_least_5 = std::pow(10.0, -1.67 + 0.91 * 2.0);
    const double beyond = std::pow(10.0, -1.67);
    const Aftershocks california = of_california();
    EXPECT_NEAR(expected_aftershocks(california, 7.0), (at_least_5 - beyond) * integral_by_parts(california, 90.0),
                1e-8);
    EXPECT_EQ(expected_aftershocks(california, 5.0), 0.0);
    EXPECT_EQ(expected_aftershocks(california, 4.0), 0.0);
}

TEST(Aftershocks, TimesInvertTheirIntegral) {
    Aftershocks aftershocks = of_california();
    for (const double p : {0.88, 1.0, 1.08}) {
        aftershocks.p = p;
        const AftershockSampler sampler(aftershocks);
        for (const double u : {0.0, 0.1, 0.5, 0.9, 0.999}) {
            EXPECT_NEAR(omori_integral(aftershocks, sampler.time_of(u)), u * omori_integral(aftershocks, 90.0), 1e-9);
        }
    }
}

TEST(Aftershocks, CountsAndTimesAreThoseOfTheLaw) {
    const Aftershocks aftershocks = of_california();
    const AftershockSampler sampler(aftershocks);
    const int n = 20'000;
    double count = 0.0;
    double on_the_first_day = 0.0;
    for (std::uint64_t scenario = 0; scenario < n; ++scenario) {
        sampler.draw({1, 0, scenario}, 77, 7.0, [&](std::uint64_t, Tick after) {
            count += 1.0;
            on_the_first_day += after < 24 * ticks_per_hour ? 1.0 : 0.0;
        });
    }
    const double expected = expected_aftershocks(aftershocks, 7.0);
    EXPECT_NEAR(count / n, expected, 4 * std::sqrt(expected / n));
    const double first = expected * omori_integral(aftershocks, 1.0) / omori_integral(aftershocks, 90.0);
    EXPECT_NEAR(on_the_first_day / n, first, 4 * std::sqrt(first / n));
}

TEST(Aftershocks, ALowerProductivityTakesAwayAndMovesNone) {
    Aftershocks aftershocks = of_california();
    aftershocks.productivity = -1.0;
    Aftershocks fewer = aftershocks;
    fewer.productivity -= std::log10(2.0);
    int lost = 0;
    for (std::uint64_t scenario = 0; scenario < 200; ++scenario) {
        std::map<std::uint64_t, Tick> all;
        AftershockSampler(aftershocks).draw({1, 0, scenario}, 5, 7.0, [&](std::uint64_t name, Tick t) {
            all.emplace(name, t);
        });
        std::size_t kept = 0;
        AftershockSampler(fewer).draw({1, 0, scenario}, 5, 7.0, [&](std::uint64_t name, Tick t) {
            ++kept;
            ASSERT_TRUE(all.contains(name));
            EXPECT_EQ(all.at(name), t);
        });
        lost += static_cast<int>(all.size() - kept);
    }
    EXPECT_GT(lost, 200);
}

/// A town that anything breaks, at a source of magnitude 7.
Model shaken_town(double rate) {
    Model model;
    const FunctionId power = add_function(model, "power");
    add_node(model, power, add_region(model, "town", 35.1, 139.0));
    add_fragility(model, power, "certain", {{"broken", 1e-9, 0.1, 0.0, Distribution::fixed(10)}});
    add_earthquake(model, "fault", rate);
    model.ground_motion.cutoff_distance = 2000.0;
    return model;
}

TEST(EarthquakeSampler, AftershocksFollowTheirMainShock) {
    Model model = shaken_town(0.5);
    model.aftershocks = of_california();
    model.aftershocks.productivity = -1.2;
    const EarthquakeSampler sampler(model, year);
    const int n = 20'000;
    double mains = 0.0;
    double followers = 0.0;
    double large = 0.0;
    for (std::uint64_t number = 0; number < n; ++number) {
        Scenario scenario;
        draw_alone(sampler, scenario, ScenarioKey{1, 0, number});
        Tick main = 0;
        for (const Event& event : scenario.events) {
            EXPECT_LT(event.onset, year);
            if (event.kind == SourceKind::earthquake) {
                main = event.onset;
                mains += 1.0;
                continue;
            }
            ASSERT_EQ(event.kind, SourceKind::aftershock);
            EXPECT_GE(event.onset, main);
            EXPECT_GE(event.magnitude, 5.0);
            EXPECT_LE(event.magnitude, 7.0);
            followers += 1.0;
            large += event.magnitude >= 6.0 ? 1.0 : 0.0;
        }
    }
    EXPECT_NEAR(mains / n, 0.5, 4 * std::sqrt(0.5 / n));
    // Of those of a year some fall beyond its end: with t uniform in the year, by the integral of the integral.
    double kept = 0.0;
    constexpr int steps = 2000;
    for (int i = 0; i < steps; ++i) {
        const double left = 365.0 * (i + 0.5) / steps;
        kept +=
            omori_integral(model.aftershocks, std::min(left, 90.0)) / omori_integral(model.aftershocks, 90.0) / steps;
    }
    const double each = expected_aftershocks(model.aftershocks, 7.0);
    const double mean = 0.5 * kept * each;
    EXPECT_NEAR(followers / n, mean, 4 * std::sqrt(0.5 * (each + each * each) / n));
    const double share = std::expm1(std::log(10.0) * 0.91) / std::expm1(std::log(10.0) * 0.91 * 2.0);
    EXPECT_NEAR(large / followers, share, 4 * std::sqrt(share / followers));
}

TEST(EarthquakeSampler, MainShocksBelowTheThresholdHaveNoAftershocksAndMainShocksKeepTheirFate) {
    Model model = shaken_town(2.0);
    const EarthquakeSampler without(model, year);
    model.aftershocks = of_california();
    model.aftershocks.threshold = 7.1;
    const EarthquakeSampler above(model, year);
    model.aftershocks.threshold = 7.0;
    const EarthquakeSampler with(model, year);
    std::size_t more = 0;
    for (std::uint64_t number = 0; number < 300; ++number) {
        Scenario plain;
        Scenario same;
        Scenario followed;
        draw_alone(without, plain, ScenarioKey{1, 0, number});
        draw_alone(above, same, ScenarioKey{1, 0, number});
        draw_alone(with, followed, ScenarioKey{1, 0, number});
        EXPECT_EQ(same.events.size(), plain.events.size());
        std::vector<std::uint64_t> mains;
        for (const Event& event : followed.events) {
            if (event.kind == SourceKind::earthquake) {
                mains.push_back(event.name);
            }
        }
        ASSERT_EQ(mains.size(), plain.events.size());
        for (std::size_t i = 0; i < mains.size(); ++i) {
            EXPECT_EQ(mains[i], plain.events.items()[i].name);
        }
        more += followed.events.size() - plain.events.size();
    }
    EXPECT_GT(more, 100U);
}

TEST(Rupture, AftershocksLieAroundIt) {
    EarthquakeSource source;
    source.a_latitude = 35.0;
    source.a_longitude = 139.0;
    source.b_latitude = 35.0;
    source.b_longitude = 142.0;
    source.depth = 30.0;
    Stream stream({1, 0, 0}, 3);
    const double mw = 7.5;
    const double length = rupture_length(mw);
    const Rupture line = Rupture::draw(source, mw, stream);
    EarthquakeSource point = source;
    point.b_longitude = 139.0;
    const Rupture disc = Rupture::draw(point, mw, stream);
    double farthest = 0.0;
    for (int i = 0; i < 2000; ++i) {
        const Rupture small = disc.aftershock(-20.0, stream);  // without length: its distance is to its hypocentre
        const double away = small.distance_from(place_at(35.0, 139.0));
        EXPECT_LE(away, std::hypot(0.5 * length, 30.0) + 1e-6);
        EXPECT_GE(away, 30.0);
        farthest = std::max(farthest, away);
        const Rupture beside = line.aftershock(-20.0, stream);
        EXPECT_LE(beside.distance_from(place_at(35.0, 140.5)), std::hypot(160.0 + 0.25 * length, 30.0));
    }
    EXPECT_GT(farthest, std::hypot(0.49 * length, 30.0));
}

}  // namespace
}  // namespace hadome
