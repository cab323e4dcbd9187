#include "threats/fragility.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/name_hash.hpp"

namespace hadome {
namespace {

double phi(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

/// HAZUS anchored low-voltage substation, with a time of repair that tells the states apart.
FragilityClass substation(FragilityClass::Sites sites) {
    FragilityClass spec;
    spec.name = "substation";
    spec.hash = name_hash(spec.name);
    spec.sites = sites;
    spec.states = {{"slight", 0.15, 0.70, 0.9, Distribution::fixed(24)},
                   {"moderate", 0.29, 0.55, 0.6, Distribution::fixed(72)},
                   {"extensive", 0.45, 0.45, 0.2, Distribution::fixed(168)},
                   {"complete", 0.90, 0.45, 0.0, Distribution::fixed(720)}};
    return spec;
}

std::vector<Target> targets(std::size_t count) {
    std::vector<Target> all;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t hash = combine_hashes({i, 123});
        all.push_back({NodeId::from_size(i), hash, {hash, Decision::damage_state}});
    }
    return all;
}

/// One event that shakes all targets alike.
Scenario strike(const Fragility& fragility, double im, const std::vector<Target>& all, std::uint64_t name = 99) {
    Scenario scenario;
    EventLog log(scenario, {ThreatClass::disaster, 0, 1000, 7.0, name});
    fragility.strike({std::log(im)}, all, {8, 0, 0}, log);
    return scenario;
}

TEST(Fragility, ASingleSiteReachesStatesAsOftenAsTheCurvesSay) {
    const FragilityClass spec = substation(FragilityClass::Sites::single);
    const Fragility fragility(spec);
    constexpr std::size_t n = 200'000;
    const std::vector<Target> all = targets(n);
    const double im = 0.35;
    const Scenario scenario = strike(fragility, im, all);
    std::array<double, 4> in_state{};
    for (const Damage& damage : scenario.damages) {
        ASSERT_EQ(damage.last_stage - damage.first_stage, 1);
        EXPECT_EQ(damage.onset, 1000);
        EXPECT_EQ(damage.detection, 0);
        EXPECT_EQ(damage.kind, DamageKind::physical);
        const Stage& stage = scenario.stages[static_cast<std::size_t>(damage.first_stage)];
        const auto state = std::find_if(spec.states.begin(), spec.states.end(), [&](const DamageState& s) {
            return ticks_from_hours(s.restoration.a) == stage.until;
        });
        ASSERT_NE(state, spec.states.end());
        EXPECT_EQ(stage.deficit, Fixed::from_double(1.0 - state->capacity_left));
        ++in_state[static_cast<std::size_t>(state - spec.states.begin())];
    }
    for (std::size_t d = 0; d < 4; ++d) {
        const auto reached = [&](std::size_t e) {
            return e < 4 ? phi(std::log(im / spec.states[e].median) / spec.states[e].beta) : 0.0;
        };
        const double p = reached(d) - reached(d + 1);
        EXPECT_NEAR(in_state[d] / n, p, 4 * std::sqrt(p * (1 - p) / n)) << spec.states[d].name;
    }
}

TEST(Fragility, SmallChancesAreKept) {
    const FragilityClass spec = substation(FragilityClass::Sites::single);
    const Fragility fragility(spec);
    const std::vector<Target> all = targets(100'000);
    double hurt = 0.0;
    const double im = 0.15 * std::exp(-0.70 * 3.5);
    for (std::uint64_t event = 0; event < 20; ++event) {
        hurt += static_cast<double>(strike(fragility, im, all, combine_hashes({event})).damages.size());
    }
    const double expected = 2e6 * phi(-3.5);  // 465
    EXPECT_NEAR(hurt, expected, 4 * std::sqrt(expected));
}

TEST(Fragility, CrossingCurvesCountTheWorseStateAmongTheLighter) {
    FragilityClass spec = substation(FragilityClass::Sites::single);
    spec.states = {{"slight", 0.30, 0.1, 0.5, Distribution::fixed(1)},
                   {"moderate", 0.40, 0.8, 0.0, Distribution::fixed(2)}};
    const Fragility fragility(spec);
    // At 0.2 g the curve of the worse state is the higher.
    EXPECT_DOUBLE_EQ(fragility.reached(1, std::log(0.2)), phi(std::log(0.5) / 0.8));
    EXPECT_DOUBLE_EQ(fragility.reached(0, std::log(0.2)), fragility.reached(1, std::log(0.2)));
    for (const Scenario& scenario = strike(fragility, 0.2, targets(1000)); const Stage& stage : scenario.stages) {
        EXPECT_EQ(stage.deficit, Fixed::one());
    }
}

TEST(Fragility, ANodesFateDoesNotDependOnItsNeighbours) {
    const FragilityClass spec = substation(FragilityClass::Sites::single);
    const Fragility fragility(spec);
    const std::vector<Target> all = targets(1000);
    const Scenario together = strike(fragility, 0.2, all);
    std::size_t next = 0;
    for (const Target& target : all) {
        const Scenario alone = strike(fragility, 0.2, {target});
        if (!alone.damages.empty()) {
            ASSERT_LT(next, together.damages.size());
            EXPECT_EQ(together.damages[DamageId::from_size(next)].node, target.node);
            EXPECT_EQ(together.stages[next].until, alone.stages[0].until);
            ++next;
        }
    }
    EXPECT_EQ(next, together.damages.size());
    EXPECT_GT(next, 300U);
}

TEST(Fragility, StrongerShakingOnlyAddsToTheHurt) {
    const FragilityClass spec = substation(FragilityClass::Sites::single);
    const Fragility fragility(spec);
    const std::vector<Target> all = targets(2000);
    std::vector<Fixed> before(all.size());
    for (const double im : {0.02, 0.1, 0.3, 0.5, 1.0, 3.0}) {
        const Scenario scenario = strike(fragility, im, all);
        std::vector<Fixed> now(all.size());
        for (const Damage& damage : scenario.damages) {
            now[damage.node.offset()] = scenario.stages[static_cast<std::size_t>(damage.first_stage)].deficit;
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            EXPECT_GE(now[i], before[i]);
        }
        before = now;
    }
}

TEST(Fragility, ManySitesHoldTheSharesThatTheCurvesSay) {
    FragilityClass spec = substation(FragilityClass::Sites::many);
    spec.site_spread = 0.4;
    const Fragility fragility(spec);
    const Scenario scenario = strike(fragility, 0.35, targets(1));
    ASSERT_EQ(scenario.damages.size(), 1U);
    ASSERT_EQ(scenario.stages.size(), 4U);
    const auto reached = [&](std::size_t d) {
        return d < 4 ? phi(std::log(0.35 / spec.states[d].median) / std::hypot(spec.states[d].beta, 0.4)) : 0.0;
    };
    double left = 0.0;
    for (std::size_t d = 4; d-- > 0;) {
        left += (reached(d) - reached(d + 1)) * (1.0 - spec.states[d].capacity_left);
        EXPECT_EQ(scenario.stages[d].until, ticks_from_hours(spec.states[d].restoration.a));
        EXPECT_NEAR(scenario.stages[d].deficit.to_double(), left, 1e-10);
        EXPECT_LE(scenario.stages[d].deficit.to_double(), left);
    }
}

TEST(Fragility, ManySitesOfHazusRestoreAsPublished) {
    // HAZUS substation: shares of states .364409 .386813 .120125 .016086, all capacity lost while unrepaired, repair
    // normal (clipped at 0) with mean / sd 1/.5, 3/1.5, 7/3.5, 30/15 d: mean functionality at 1, 3, 7, 30, 90 d.
    FragilityClass spec;
    spec.name = "substation";
    spec.sites = FragilityClass::Sites::many;
    const auto repair = [](double mean, double sd) {
        return Distribution{Distribution::Kind::normal, 24 * mean, 24 * sd, {}};
    };
    // Medians for which the exceedances at 1 g are the sums of those shares.
    spec.states = {{"slight", std::exp(-1.2130), 1.0, 0.0, repair(1, 0.5)},
                   {"moderate", std::exp(-0.0576), 1.0, 0.0, repair(3, 1.5)},
                   {"extensive", std::exp(1.0968), 1.0, 0.0, repair(7, 3.5)},
                   {"complete", std::exp(2.1423), 1.0, 0.0, repair(30, 15)}};
    const Fragility fragility(spec);
    EXPECT_NEAR(fragility.reached(0, 0.0), 1 - 0.112567, 2e-5);
    const int n = 20'000;
    const Scenario scenario = strike(fragility, 1.0, targets(n));
    const double days[] = {1, 3, 7, 30, 90};
    const double published[] = {0.335675, 0.686150, 0.923376, 0.991957, 0.999999};
    for (int i = 0; i < 5; ++i) {
        double sum = 0.0;
        double squares = 0.0;
        for (const Damage& damage : scenario.damages) {
            double functional = 1.0;
            for (auto s = static_cast<std::size_t>(damage.last_stage);
                 s-- > static_cast<std::size_t>(damage.first_stage);) {
                if (scenario.stages[s].until > ticks_from_hours(24 * days[i])) {
                    functional = 1.0 - scenario.stages[s].deficit.to_double();
                }
            }
            sum += functional;
            squares += functional * functional;
        }
        const double mean = sum / n;
        const double error = std::sqrt(std::max(0.0, squares / n - mean * mean) / n);
        EXPECT_NEAR(mean, published[i], 4 * error + 3e-5) << days[i];
    }
}

TEST(Fragility, ManySitesDropWhatCannotBeSeen) {
    const FragilityClass spec = substation(FragilityClass::Sites::many);
    const Fragility fragility(spec);
    EXPECT_TRUE(strike(fragility, 0.15 * std::exp(-0.70 * 5.0), targets(10)).damages.empty());
    // Weak shaking: only the light states hold a share worth following.
    const Scenario weak = strike(fragility, 0.05, targets(1));
    ASSERT_EQ(weak.damages.size(), 1U);
    EXPECT_LT(weak.stages.size(), 4U);
    // All sites destroyed: everything is lost, not a unit more.
    const Scenario ruin = strike(fragility, 1e4, targets(1));
    EXPECT_EQ(ruin.stages[0].deficit, Fixed::one());
}

TEST(Fragility, WithoutUncertaintyTheMedianIsAThreshold) {
    FragilityClass spec = substation(FragilityClass::Sites::single);
    spec.states = {{"broken", 0.5, 0.0, 0.0, Distribution::fixed(1)}};
    const Fragility fragility(spec);
    EXPECT_EQ(strike(fragility, 0.499, targets(100)).damages.size(), 0U);
    EXPECT_EQ(strike(fragility, 0.501, targets(100)).damages.size(), 100U);
}

}  // namespace
}  // namespace hadome
