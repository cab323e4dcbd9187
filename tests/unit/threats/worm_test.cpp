#include "threats/worm.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "threat_model.hpp"
#include "victims.hpp"

namespace hadome {
namespace {

using namespace testing_models;

constexpr double rate = 2.0;

/// A worm among the nodes of some functions in one region; all exposed alike.
struct Outbreak {
    Model model;

    Outbreak(int nodes, double beta, double exposure, double detection, double containment) {
        const RegionId region = add_region(model, "tokyo");
        for (int i = 0; i < nodes; ++i) {
            add_node(model, add_function(model, "f" + std::to_string(i)), region);
        }
        const PlatformId platform = add_platform(model, "windows", {});
        for (const NodeId node : ids_of(model.nodes)) {
            model.exposures.push_back({node, exposure});
        }
        model.first_exposure.back() = nodes;
        WormSource& worm = add_worm(model, "notpetya", platform, rate);
        worm.infection_rate = beta;
        worm.containment = Distribution::fixed(containment);
        worm.damage = outage(48.0, detection);
    }

    void run(std::uint64_t years, const std::function<void(const Scenario&)>& visit) const {
        const WormSampler sampler(model, year);
        Scenario scenario;
        for (std::uint64_t number = 0; number < years; ++number) {
            scenario.clear();
            sampler.draw({1, 0, number}, scenario);
            visit(scenario);
        }
    }
};

TEST(WormSampler, ASingleExposedNodeIsHitByEveryCampaign) {
    const int n = 50'000;
    double hits = 0.0;
    double delay = 0.0;
    Outbreak(1, 0.1, 0.5, 6.0, 2.0).run(n, [&](const Scenario& scenario) {
        EXPECT_EQ(scenario.damages.size(), scenario.events.size());
        for (const Damage& damage : scenario.damages) {
            hits += 1.0;
            const Tick onset = scenario.events[damage.event].onset;
            EXPECT_LT(onset, year);
            delay += hours_from_ticks(damage.onset - onset);
            EXPECT_EQ(damage.detection, 6 * ticks_per_hour);
            EXPECT_EQ(scenario.events[damage.event].threat, ThreatClass::cyber);
        }
    });
    EXPECT_NEAR(hits / n, rate, 3 * std::sqrt(rate / n));
    EXPECT_NEAR(delay / hits, 20.0, 4 * 20.0 / std::sqrt(hits));  // Exp(1) / (0.1 * 0.5)
}

TEST(WormSampler, TheSecondNodeFallsIfInfectedBeforeContainment) {
    // Detection 6 h after the first infection, contained 2 h later: P = 1 - exp(-beta e 8 h), memoryless.
    double campaigns = 0.0;
    double second = 0.0;
    Outbreak(2, 0.1, 0.5, 6.0, 2.0).run(50'000, [&](const Scenario& scenario) {
        campaigns += static_cast<double>(scenario.events.size());
        second += static_cast<double>(scenario.damages.size() - scenario.events.size());
    });
    const double p = 1.0 - std::exp(-0.05 * 8.0);
    EXPECT_NEAR(second / campaigns, p, 3 * std::sqrt(p * (1 - p) / campaigns));
}

TEST(WormSampler, VictimsAreIndependentGivenTheAlarm) {
    // Among n nodes the first falls; each other falls before containment with the same p.
    const int nodes = 20;
    double campaigns = 0.0;
    double victims = 0.0;
    double squares = 0.0;
    Outbreak(nodes, 0.04, 1.0, 3.0, 5.0).run(20'000, [&](const Scenario& scenario) {
        std::vector<double> count(scenario.events.size());
        for (const Damage& damage : scenario.damages) {
            count[damage.event.offset()] += 1.0;
        }
        for (const double c : count) {
            campaigns += 1.0;
            victims += c - 1.0;
            squares += (c - 1.0) * (c - 1.0);
        }
    });
    const double p = 1.0 - std::exp(-0.04 * 8.0);
    const double mean = (nodes - 1) * p;
    const double variance = mean * (1 - p);
    EXPECT_NEAR(victims / campaigns, mean, 4 * std::sqrt(variance / campaigns));
    EXPECT_NEAR(squares / campaigns - std::pow(victims / campaigns, 2), variance,
                4 * variance * std::sqrt(2.0 / campaigns));
}

TEST(WormSampler, RepairBeginsAtOwnDetectionOrAtContainment) {
    bool by_containment = false;
    Outbreak(10, 0.5, 1.0, 6.0, 2.0).run(2000, [&](const Scenario& scenario) {
        for (std::size_t e = 0; e < scenario.events.size(); ++e) {
            Tick first = never;
            for (const Damage& damage : scenario.damages) {
                if (damage.event.offset() == e) {
                    first = std::min(first, damage.onset);
                }
            }
            const Tick containment = first + 8 * ticks_per_hour;
            for (const Damage& damage : scenario.damages) {
                if (damage.event.offset() == e) {
                    EXPECT_LE(damage.onset, containment);
                    EXPECT_EQ(damage.detection, std::min(6 * ticks_per_hour, containment - damage.onset));
                    by_containment |= damage.detection < 6 * ticks_per_hour;
                }
            }
        }
    });
    EXPECT_TRUE(by_containment);
}

TEST(WormSampler, WithoutExposureNobodyFalls) {
    Outbreak(3, 0.5, 0.0, 6.0, 2.0).run(1000, [](const Scenario& scenario) {
        EXPECT_TRUE(scenario.events.empty());
        EXPECT_TRUE(scenario.damages.empty());
    });
    Outbreak(0, 0.5, 1.0, 6.0, 2.0).run(1000, [](const Scenario& scenario) { EXPECT_TRUE(scenario.events.empty()); });
}

TEST(WormSampler, PatchedNodesNeitherFallNorRaiseTheAlarm) {
    // Of n nodes each is patched with q. The first of the others falls, and each further one with p = 1 - exp(-beta e
    // 8 h): expected victims n (1 - q) p + (1 - p)(1 - q^n).
    const int nodes = 6;
    const double q = 0.4;
    const int years = 50'000;
    Outbreak outbreak(nodes, 0.1, 0.5, 6.0, 2.0);
    for (Exposure& exposed : outbreak.model.exposures) {
        exposed.patched = chance_word(q);
    }
    double victims = 0.0;
    double squares = 0.0;
    outbreak.run(years, [&](const Scenario& scenario) {
        const auto count = static_cast<double>(scenario.damages.size());
        victims += count;
        squares += count * count;
    });
    const double p = 1.0 - std::exp(-0.05 * 8.0);
    const double expected = rate * (nodes * (1 - q) * p + (1 - p) * (1 - std::pow(q, nodes)));
    const double mean = victims / years;
    EXPECT_NEAR(mean, expected, 4 * std::sqrt((squares / years - mean * mean) / years));
    for (Exposure& exposed : outbreak.model.exposures) {
        exposed.patched = certain_word;
    }
    outbreak.run(1000, [](const Scenario& scenario) { EXPECT_TRUE(scenario.events.empty()); });
}

Victims victims_of(const Outbreak& outbreak) {
    return victims_of_years([&](const auto& visit) { outbreak.run(2000, visit); });
}

TEST(WormSampler, HalvingTheInfectionRateOrTheRateNeverAddsAVictim) {
    Outbreak whole(8, 0.1, 1.0, 0.0, 3.0);
    whole.model.worms[0].damage.detection = {Distribution::Kind::exponential, 10.0, 0.0, {}};
    SharingScheme& scheme = add_sharing(whole.model, "isac", {NodeId{0}, NodeId{1}, NodeId{5}}, 1.0);
    scheme.immunity = chance_word(0.7);
    const auto all = victims_of(whole);
    Outbreak slow = whole;
    slow.model.worms[0].infection_rate /= 2.0;
    Outbreak rare = whole;
    rare.model.worms[0].rate /= 2.0;
    for (const Outbreak& less : {slow, rare}) {
        expect_only_taken_away(all, victims_of(less), 1000);
    }
}

TEST(WormSampler, ImmediateContainmentLeavesPatientZero) {
    Outbreak(5, 0.5, 1.0, 0.0, 0.0).run(1000, [](const Scenario& scenario) {
        EXPECT_EQ(scenario.damages.size(), scenario.events.size());
    });
}

}  // namespace
}  // namespace hadome
