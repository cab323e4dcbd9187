#include "threats/storm.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "threat_model.hpp"

namespace hadome {
namespace {

using namespace testing_models;

constexpr double density = 1.15;
constexpr double degree = std::numbers::pi / 180.0;

TEST(WindField, IsStrongestAtTheRadiusOfMaximumWind) {
    const WindField field(50.0, 40.0, 1.3);
    const double most = std::sqrt(1.3 * 5000.0 / (std::numbers::e * density));
    EXPECT_DOUBLE_EQ(field.cyclostrophic_maximum(), most);
    EXPECT_NEAR(field.gradient_wind(40.0, 0.0), most, 1e-12);  // no rotation at the equator
    for (const double r : {1.0, 20.0, 39.0, 41.0, 80.0, 400.0}) {
        EXPECT_LT(field.gradient_wind(r, 0.0), most) << r;
    }
    EXPECT_EQ(field.gradient_wind(0.0, 0.0), 0.0);
}

TEST(WindField, DecaysAsHollandSays) {
    const WindField field(50.0, 40.0, 1.3);
    // Far out x is small, and the wind falls as r^(-B/2).
    EXPECT_NEAR(field.gradient_wind(4e6, 0.0) / field.gradient_wind(8e6, 0.0), std::pow(2.0, 0.65), 1e-5);
    for (const double r : {20.0, 40.0, 150.0}) {
        // The balance that defines the gradient wind: V^2 / r + f V = (1 / density) dp/dr.
        const double f = 2.0 * 7.292115e-5 * std::sin(35.0 * degree);
        const double v = field.gradient_wind(r, 35.0);
        const double x = std::pow(40.0 / r, 1.3);
        const double gradient = 5000.0 * 1.3 * x * std::exp(-x) / (r * 1000.0);
        EXPECT_NEAR((v * v / (r * 1000.0) + f * v) * density / gradient, 1.0, 1e-12);
        EXPECT_EQ(field.gradient_wind(r, -35.0), v);
        EXPECT_LT(v, field.gradient_wind(r, 0.0));
    }
}

TEST(StormTrack, MeasuresWaysAndSides) {
    const StormTrack north(place_at(0.0, 130.0), 0.0, 3000.0);
    const double km = earth_radius * degree;
    EXPECT_NEAR(north.nearest(place_at(10.0, 130.0)), 10.0 * km, 1e-6);
    EXPECT_EQ(north.nearest(place_at(-5.0, 131.0)), 0.0);
    EXPECT_EQ(north.nearest(place_at(40.0, 131.0)), 3000.0);
    EXPECT_NEAR(north.to_the_right(place_at(10.0, 131.0), north.nearest(place_at(10.0, 131.0))), 1.0, 1e-9);
    EXPECT_NEAR(north.to_the_right(place_at(10.0, 129.0), north.nearest(place_at(10.0, 129.0))), -1.0, 1e-9);
    EXPECT_NEAR(north.to_the_right(place_at(12.0, 130.0), 10.0 * km), 0.0, 1e-9);
    const Place off = place_at(10.0, 130.3);
    const double away = distance_between(off, north.centre(north.nearest(off)));
    const double half = north.half_chord(off, 50.0);
    EXPECT_GT(half, 0.0);
    EXPECT_NEAR(distance_between(off, north.centre(north.nearest(off) + half)), 50.0, 1e-6);
    EXPECT_EQ(north.half_chord(off, 0.9 * away), 0.0);
    const StormTrack east(place_at(20.0, 130.0), 90.0 * degree, 1000.0);
    EXPECT_NEAR(distance_between(east.centre(100.0), place_at(20.0, 130.0)), 100.0, 1e-9);
    EXPECT_GT(east.to_the_right(place_at(19.0, 131.0), 100.0), 0.9);
}

StormSource plain_storm() {
    StormSource storm;
    storm.name = "typhoon";
    storm.hash = name_hash("storm:typhoon");
    storm.rate = 1.0;
    storm.a_latitude = storm.b_latitude = 25.0;
    storm.a_longitude = storm.b_longitude = 135.0;
    storm.heading = Distribution::fixed(0.0);
    storm.speed = Distribution::fixed(10.0);
    storm.length = 3000.0;
    storm.deficit = Distribution::fixed(60.0);
    storm.radius = Distribution::fixed(60.0);
    storm.shape = Distribution::fixed(1.2);
    storm.surface_factor = 0.7;
    storm.cutoff_distance = 500.0;
    storm.rain_range = 200.0;
    return storm;
}

Storm storm_of(const StormSource& source) {
    return Storm::draw(source, {1, 0, 0}, 7);
}

TEST(Storm, ItsWallBringsTheMaximumToThoseItPassesOver) {
    StormSource source = plain_storm();
    source.asymmetry = 0.0;
    const Storm storm = storm_of(source);
    const WindField field(60.0, 60.0, 1.2);
    // On the track: the wall passes 60 km before the centre, as strong as 60 km after it.
    const Storm::Wind on = storm.largest_wind(place_at(35.0, 135.0));
    EXPECT_NEAR(on.speed, 0.7 * field.gradient_wind(60.0, 35.0), 0.02);
    EXPECT_NEAR(on.hours, (10.0 * earth_radius * degree - 60.0) / 36.0, 1e-6);
    // Beside it: where the centre is nearest, the same left and right.
    const Storm::Wind right = storm.largest_wind(place_at(35.0, 137.0));
    const Storm::Wind left = storm.largest_wind(place_at(35.0, 133.0));
    EXPECT_NEAR(right.speed, left.speed, 1e-9);
    EXPECT_NEAR(right.speed, 0.7 * field.gradient_wind(storm.nearest_distance(place_at(35.0, 137.0)), 35.0), 1e-9);
    EXPECT_NEAR(right.hours, storm.nearest_time(place_at(35.0, 137.0)), 1e-12);
}

TEST(Storm, ItsOwnSpeedJoinsTheWindOnTheRight) {
    StormSource source = plain_storm();
    source.asymmetry = 0.0;
    const double even = storm_of(source).largest_wind(place_at(35.0, 137.0)).speed;
    source.asymmetry = 0.5;
    const Storm storm = storm_of(source);
    const double right = storm.largest_wind(place_at(35.0, 137.0)).speed;
    const double left = storm.largest_wind(place_at(35.0, 133.0)).speed;
    EXPECT_NEAR(right - even, even - left, 1e-9);
    const double push = 0.5 * 10.0 * (even / 0.7) / WindField(60.0, 60.0, 1.2).cyclostrophic_maximum();
    EXPECT_NEAR(right - even, push, 1e-6);
}

TEST(Storm, TheWindThatItTakesIsTheLargestOfAFineSearch) {
    StormSource source = plain_storm();
    source.asymmetry = 0.5;
    source.decay = 24.0;
    source.heading = Distribution::fixed(30.0);
    const Storm storm = storm_of(source);
    const StormTrack track(place_at(25.0, 135.0), 30.0 * degree, 3000.0);
    int strong = 0;
    for (const double latitude : {28.0, 29.0, 30.0, 31.0, 33.0, 36.0}) {
        for (double longitude = 130.0; longitude <= 144.0; longitude += 0.5) {
            const Place place = place_at(latitude, longitude);
            double most = 0.0;
            for (double way = 0.0; way <= 3000.0; way += 3.0) {  // five minutes
                const double left = std::exp(-way / 36.0 / 24.0);
                const WindField field(60.0 * left, 60.0, 1.2);
                const double gradient = field.gradient_wind(distance_between(place, track.centre(way)), latitude);
                most = std::max(most, 0.7 * gradient + 5.0 * track.to_the_right(place, way) * gradient /
                                                           field.cyclostrophic_maximum());
            }
            const double taken = storm.largest_wind(place).speed;
            EXPECT_LE(taken, most * 1.001);
            if (most >= 12.0) {  // what does no harm need not be exact
                EXPECT_GE(taken, most * 0.95) << latitude << " " << longitude;
                ++strong;
            }
        }
    }
    EXPECT_GT(strong, 30);
}

TEST(Storm, WeakensByItsDecay) {
    StormSource source = plain_storm();
    source.asymmetry = 0.0;
    const Place place = place_at(35.0, 137.0);
    const Storm steady = storm_of(source);
    StormSource weakening = source;
    weakening.decay = 20.0;
    const Storm weak = storm_of(weakening);
    const double left = std::exp(-weak.nearest_time(place) / 20.0);
    EXPECT_NEAR(weak.largest_wind(place).speed,
                0.7 * WindField(60.0 * left, 60.0, 1.2).gradient_wind(weak.nearest_distance(place), 35.0), 1e-9);
    EXPECT_LT(weak.largest_wind(place).speed, steady.largest_wind(place).speed);
}

TEST(Storm, RainFallsOffFromThePath) {
    StormSource source = plain_storm();
    source.rain = Distribution::fixed(300.0);
    const Storm storm = storm_of(source);
    EXPECT_NEAR(storm.rain(place_at(30.0, 135.0)), 300.0, 1e-6);
    const Place off = place_at(30.0, 137.0);
    EXPECT_NEAR(storm.rain(off), 300.0 * std::exp(-storm.nearest_distance(off) / 200.0), 1e-9);
}

/// A town on the way of all storms.
struct Town {
    Town() {
        power = add_function(model, "power");
        bank = add_function(model, "bank");
        town = add_region(model, "town", 35.0, 136.5);
        add_node(model, power, town);
        add_node(model, bank, town);
        model.storms = {plain_storm()};
    }
    void add(FunctionId function, IntensityMeasure measure, double median, double beta) {
        const FragilityId id = add_fragility(model, function, "of " + model.functions[function].name,
                                             {{"broken", median, beta, 0.0, Distribution::fixed(10)}});
        model.fragilities[id].measure = measure;
    }
    template <class See>
    void draw(int count, See&& see) const {
        const StormSampler sampler(model, year);
        for (int number = 0; number < count; ++number) {
            Scenario scenario;
            sampler.draw({1, 0, static_cast<std::uint64_t>(number)}, scenario);
            see(scenario);
        }
    }

    Model model;
    FunctionId power;
    FunctionId bank;
    RegionId town;
};

TEST(StormSampler, BreaksByWindAsOftenAsRateAndFragilitySay) {
    Town town;
    const Storm storm = storm_of(town.model.storms[0]);  // all are alike: nothing of them is random
    const Place place = place_at(35.0, 136.5);
    const Storm::Wind wind = storm.largest_wind(place);
    town.add(town.power, IntensityMeasure::wind, wind.speed * 1.2, 0.3);
    double broken = 0.0;
    const int n = 40'000;
    town.draw(n, [&](const Scenario& scenario) {
        for (const Damage& damage : scenario.damages) {
            const Event& event = scenario.events[damage.event];
            EXPECT_EQ(event.kind, SourceKind::storm);
            EXPECT_EQ(damage.onset, event.onset + ticks_from_hours(wind.hours));
            EXPECT_LT(event.onset, year);
            broken += 1.0;
        }
    });
    const double p = 0.5 * std::erfc(std::log(1.2) / 0.3 / std::numbers::sqrt2);
    EXPECT_NEAR(broken / n, p, 4 * std::sqrt(p / n));
}

TEST(StormSampler, ComesInItsSeason) {
    Town town;
    town.add(town.power, IntensityMeasure::wind, 1e-6, 0.1);
    // Nothing but in these 2000 of 8760 hours: there the rate is 4.38 times its mean.
    Season season;
    season.pieces = {{0, 0.0}, {4000 * ticks_per_hour, 4.38}, {6000 * ticks_per_hour, 0.0}};
    town.model.storms[0].rate_shape.season = town.model.seasons.push_back(season);
    double events = 0.0;
    const int n = 20'000;
    town.draw(n, [&](const Scenario& scenario) {
        for (const Event& event : scenario.events) {
            EXPECT_GE(event.onset, 4000 * ticks_per_hour);
            EXPECT_LT(event.onset, 6000 * ticks_per_hour);
            events += 1.0;
        }
    });
    EXPECT_NEAR(events / n, 1.0, 4 * std::sqrt(1.0 / n));
}

TEST(StormSampler, ItsYearsMayDiffer) {
    Town town;
    town.add(town.power, IntensityMeasure::wind, 1e-6, 0.1);
    town.model.storms[0].rate = 2.0;
    town.model.storms[0].rate_shape.cv = 0.5;
    double sum = 0.0;
    double squares = 0.0;
    const int n = 40'000;
    town.draw(n, [&](const Scenario& scenario) {
        const auto count = static_cast<double>(scenario.events.size());
        sum += count;
        squares += count * count;
    });
    // Negative binomial: m + (c m)^2; the fourth central moment of a count with that variance is about 3.9 of its
    // square.
    const double variance = 2.0 + 1.0;
    EXPECT_NEAR(sum / n, 2.0, 4 * std::sqrt(variance / n));
    EXPECT_NEAR(squares / n - std::pow(sum / n, 2), variance, 4 * variance * std::sqrt(3.9 / n));
}

TEST(StormSampler, FloodsWithAProbabilityThatGrowsWithRain) {
    Town town;
    town.add(town.power, IntensityMeasure::depth, 1e-6, 0.1);
    town.model.storms[0].rain = Distribution::fixed(300.0);
    const Storm storm = storm_of(town.model.storms[0]);
    const double rain = storm.rain(place_at(35.0, 136.5));
    for (const double ratio : {0.7, 1.0, 1.5}) {
        FloodPlain plain;
        plain.where.region = town.town;
        plain.where.delay = ticks_from_hours(6.0);
        plain.rain = rain / ratio;
        plain.beta = 0.5;
        plain.depth = Distribution::fixed(1.0);
        town.model.flood_plains = {plain};
        double floods = 0.0;
        const int n = 20'000;
        town.draw(n, [&](const Scenario& scenario) {
            for (const Damage& damage : scenario.damages) {
                EXPECT_EQ(damage.onset, scenario.events[damage.event].onset + ticks_from_hours(6.0) +
                                            ticks_from_hours(storm.nearest_time(place_at(35.0, 136.5))));
                floods += 1.0;
            }
        });
        const double p = 0.5 * std::erfc(-std::log(ratio) / 0.5 / std::numbers::sqrt2);
        EXPECT_NEAR(floods / n, p, 4 * std::sqrt(p / n)) << ratio;
    }
}

TEST(StormSampler, RowsOfOneRegionFloodTogether) {
    Town town;
    town.add(town.power, IntensityMeasure::depth, 1e-6, 0.1);
    town.model.function_fragilities.push_back({town.bank, FragilityId{0}});
    town.model.storms[0].rain = Distribution::fixed(300.0);
    FloodPlain plain;
    plain.where.region = town.town;
    plain.rain = 300.0;
    plain.beta = 1.0;
    plain.depth = Distribution::fixed(1.0);
    FloodPlain own = plain;
    own.where.function = town.bank;
    town.model.flood_plains = {plain, own};
    int floods = 0;
    town.draw(2000, [&](const Scenario& scenario) {
        EXPECT_EQ(scenario.damages.size(), 2 * scenario.events.size());
        floods += static_cast<int>(scenario.events.size());
    });
    EXPECT_GT(floods, 100);
}

TEST(StormSampler, BeyondTheCutoffNothingIsFelt) {
    Town town;
    town.add(town.power, IntensityMeasure::wind, 1e-6, 0.1);
    town.model.storms[0].cutoff_distance = 100.0;  // the town lies 137 km off
    town.draw(100, [](const Scenario& scenario) { EXPECT_TRUE(scenario.events.empty()); });
}

}  // namespace
}  // namespace hadome
