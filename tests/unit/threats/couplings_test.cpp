// What couplings, seasons and years that differ make of whole scenarios.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <vector>

#include "threat_model.hpp"
#include "threats/sampler.hpp"

namespace hadome {
namespace {

using namespace testing_models;

constexpr Tick day = 24 * ticks_per_hour;

/// Both sectors in three regions, struck by all classes, and a season.
Model coupled_model() {
    Model model;
    const FunctionId plant = add_function(model, "plant");
    const FunctionId office = add_function(model, "office");
    model.functions[plant].sector = SectorId{0};
    model.functions[office].sector = SectorId{1};
    for (const char* name : {"A", "B", "C"}) {
        add_region(model, name);
    }
    std::vector<NodeId> offices;
    for (const FunctionId function : {plant, office}) {
        for (const RegionId region : ids_of(model.regions)) {
            const NodeId node = add_node(model, function, region);
            add_process(model, "error at " + model.nodes[node].name, node, 2.0, outage(12.0));
            if (function == office) {
                offices.push_back(node);
            }
        }
    }
    model.seasons.push_back({"ends", {{0, 0.5}, {300 * day, 0.5 + 365.0 / 130.0}}});
    model.unintended[1].shape.season = SeasonId{0};
    model.unintended[2].shape.cv = 0.7;
    const PlatformId platform = add_platform(model, "os", {{offices[0], 1.0}, {offices[1], 1.0}, {offices[2], 1.0}});
    WormSource& worm = add_worm(model, "worm", platform, 2.0);
    worm.infection_rate = 0.1;
    worm.containment = Distribution::fixed(12.0);
    worm.damage = outage(72.0, 6.0);
    add_platform_defect(model, "release", platform, 1.0, 0.5, outage(8.0));
    add_earthquake(model, "fault", 3.0);
    add_fragility(model, plant, "works", {{"down", 0.1, 0.6, 0.0, Distribution::fixed(240.0)}});
    return model;
}

void couple(Model& model, double factor) {
    model.couplings.disaster_unintended = {factor, 30 * day};
    model.couplings.disaster_cyber = {factor, 60 * day};
    model.couplings.disaster_cyber_regions = 2;
    model.couplings.cyber_unintended = {factor, 20 * day};
    model.couplings.degraded_unintended = factor;
}

Scenario drawn(const Model& model, std::int64_t number, Tick horizon = year) {
    Scenario scenario;
    draw_alone(ScenarioSampler(model, 1, 0, horizon), scenario, number);
    return scenario;
}

/// All that a scenario says of its events and damages, in their order.
auto whole(const Scenario& scenario) {
    std::vector<std::tuple<int, std::int32_t, Tick, std::uint64_t, int>> events;
    for (const Event& event : scenario.events) {
        events.emplace_back(static_cast<int>(event.threat), event.source, event.onset, event.name,
                            static_cast<int>(event.kind));
    }
    std::vector<std::tuple<NodeId, EventId, Tick, Tick, bool, Tick, std::int64_t>> damages;
    for (const Damage& damage : scenario.damages) {
        const Stage& stage = scenario.stages[static_cast<std::size_t>(damage.first_stage)];
        damages.emplace_back(damage.node, damage.event, damage.onset, damage.detection, damage.only_while_degraded,
                             stage.until, stage.deficit.raw());
    }
    return std::pair(events, damages);
}

using Candidates = std::set<std::tuple<std::uint64_t, NodeId, Tick>>;

Candidates candidates(const Scenario& scenario, bool waiting_too) {
    Candidates all;
    for (const Damage& damage : scenario.damages) {
        if (waiting_too || !damage.only_while_degraded) {
            all.emplace(scenario.events[damage.event].name, damage.node, damage.onset);
        }
    }
    return all;
}

bool holds(const Candidates& all, const Candidates& some) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

TEST(Couplings, AFactorOfOneChangesNoScenario) {
    const Model plain = coupled_model();
    Model one = coupled_model();
    couple(one, 1.0);
    for (std::int64_t number = 0; number < 500; ++number) {
        EXPECT_EQ(whole(drawn(one, number)), whole(drawn(plain, number)));
    }
}

TEST(Couplings, EventsStandByClassWhateverIsDrawnFirst) {
    Model model = coupled_model();
    couple(model, 4.0);
    GivenEvent given;
    given.name = "storm";
    given.hash = name_hash("event:storm");
    given.threat = ThreatClass::disaster;
    given.certain = true;
    given.damages.push_back(outage(5.0));
    given.hits.push_back({NodeId{0}, certain_word, 0});
    model.given_events.push_back(given);
    for (std::int64_t number = 0; number < 200; ++number) {
        const Scenario scenario = drawn(model, number);
        EXPECT_EQ(scenario.events.items().back().kind, SourceKind::given);
        for (std::size_t i = 1; i + 1 < scenario.events.size(); ++i) {
            const Event& before = scenario.events.items()[i - 1];
            const Event& after = scenario.events.items()[i];
            EXPECT_LE(before.threat, after.threat);
            if (before.kind == after.kind) {
                EXPECT_LE(before.source, after.source);
            }
        }
        std::vector<int> damages(scenario.events.size());
        for (const Damage& damage : scenario.damages) {
            ++damages[damage.event.offset()];
            const Event& event = scenario.events[damage.event];
            EXPECT_GE(damage.onset, event.onset);
            if (event.kind == SourceKind::unintended) {
                EXPECT_EQ(model.unintended_processes[static_cast<std::size_t>(event.source)].node, damage.node);
            }
        }
        EXPECT_EQ(std::count(damages.begin(), damages.end(), 0), 0);
    }
}

TEST(Couplings, LargerFactorsOnlyAddCandidates) {
    Model plain = coupled_model();
    Model coupled = coupled_model();
    couple(coupled, 3.0);
    Model more = coupled_model();
    couple(more, 6.0);
    std::size_t added = 0;
    for (std::int64_t number = 0; number < 500; ++number) {
        const Scenario without = drawn(plain, number);
        const Scenario with = drawn(coupled, number);
        const Scenario with_more = drawn(more, number);
        EXPECT_TRUE(holds(candidates(with, false), candidates(without, true)));
        EXPECT_TRUE(holds(candidates(with_more, false), candidates(with, false)));
        EXPECT_TRUE(holds(candidates(with_more, true), candidates(with, true)));
        added += with.damages.size() - without.damages.size();
    }
    EXPECT_GT(added, 1000U);
}

TEST(Couplings, HalvingANodesRateNeverAddsACandidate) {
    Model model = coupled_model();
    couple(model, 5.0);
    for (std::size_t place = 0; place < model.unintended_processes.size(); ++place) {
        Model halved = model;
        halved.unintended_processes[place].rate /= 2.0;
        std::size_t lost = 0;
        for (std::int64_t number = 0; number < 200; ++number) {
            const Scenario before = drawn(model, number);
            const Scenario after = drawn(halved, number);
            EXPECT_TRUE(holds(candidates(before, true), candidates(after, true)));
            EXPECT_TRUE(holds(candidates(before, false), candidates(after, false)));
            lost += before.damages.size() - after.damages.size();
        }
        EXPECT_GT(lost, 0U);
    }
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    double sums[5] = {};
    for (std::size_t i = 0; i < a.size(); ++i) {
        sums[0] += a[i];
        sums[1] += b[i];
        sums[2] += a[i] * a[i];
        sums[3] += b[i] * b[i];
        sums[4] += a[i] * b[i];
    }
    const double covariance = sums[4] / n - sums[0] / n * (sums[1] / n);
    return covariance / std::sqrt((sums[2] / n - std::pow(sums[0] / n, 2)) * (sums[3] / n - std::pow(sums[1] / n, 2)));
}

TEST(Couplings, OffTheClassesAreIndependentAndOnTheyAreNot) {
    const int n = 20'000;
    for (const bool on : {false, true}) {
        Model model = coupled_model();
        if (on) {
            couple(model, 4.0);
            model.couplings.degraded_unintended = 1.0;
        }
        const ScenarioSampler sampler(model, 1, 0, year);
        std::vector<std::vector<double>> counts(threat_class_count, std::vector<double>(n));
        Scenario scenario;
        for (std::size_t number = 0; number < n; ++number) {
            draw_alone(sampler, scenario, static_cast<std::int64_t>(number));
            for (const Event& event : scenario.events) {
                counts[static_cast<std::size_t>(event.threat)][number] += 1.0;
            }
        }
        const double of_disasters[] = {correlation(counts[2], counts[0]), correlation(counts[2], counts[1])};
        const double of_campaigns = correlation(counts[1], counts[0]);
        const double limit = 4.0 / std::sqrt(n);
        for (const double r : {of_disasters[0], of_disasters[1], of_campaigns}) {
            if (on) {
                EXPECT_GT(r, 2 * limit);
            } else {
                EXPECT_NEAR(r, 0.0, limit);
            }
        }
    }
}

/// One region, one node; a given event of a class strikes it at a time.
Model one_node(ThreatClass threat, Tick at, double detection, double rate) {
    Model model;
    const NodeId node = add_node(model, add_function(model, "plant"), add_region(model, "A"));
    model.functions[FunctionId{0}].sector = SectorId{0};
    add_process(model, "error", node, rate, outage(1.0));
    GivenEvent given;
    given.name = "given";
    given.hash = name_hash("event:given");
    given.threat = threat;
    given.at = at;
    given.certain = true;
    given.damages.push_back(outage(5.0, detection));
    given.hits.push_back({node, certain_word, 0});
    model.given_events.push_back(given);
    return model;
}

struct Counts {
    double inside = 0.0;  ///< of a time
    double outside = 0.0;
    double waiting = 0.0;  ///< at any time
};

Counts counted(const Model& model, Tick from, Tick until, int scenarios) {
    Counts counts;
    const ScenarioSampler sampler(model, 1, 0, year);
    Scenario scenario;
    for (int number = 0; number < scenarios; ++number) {
        draw_alone(sampler, scenario, number);
        for (const Damage& damage : scenario.damages) {
            if (scenario.events[damage.event].kind == SourceKind::given) {
                continue;
            }
            const bool inside = damage.onset >= from && damage.onset < until;
            (damage.only_while_degraded ? counts.waiting : inside ? counts.inside : counts.outside) += 1.0;
        }
    }
    return counts;
}

void expect_count(double count, double expected) {
    EXPECT_NEAR(count, expected, 4 * std::sqrt(expected));
}

TEST(Couplings, GivenEventsRaiseRatesForTheirTime) {
    const int n = 20'000;
    Model disaster = one_node(ThreatClass::disaster, 100 * day, 1000.0, 2.0);
    disaster.couplings.disaster_unintended = {7.0, 50 * day};
    const Counts after = counted(disaster, 100 * day, 150 * day, n);
    expect_count(after.inside, n * 2.0 * 7.0 * 50.0 / 365.0);
    expect_count(after.outside, n * 2.0 * 315.0 / 365.0);
    EXPECT_EQ(after.waiting, 0.0);

    Model campaign = one_node(ThreatClass::cyber, 100 * day, 48.0, 2.0);
    campaign.couplings.cyber_unintended = {7.0, 50 * day};
    const Counts detected = counted(campaign, 102 * day, 152 * day, n);
    expect_count(detected.inside, n * 2.0 * 7.0 * 50.0 / 365.0);
    expect_count(detected.outside, n * 2.0 * 315.0 / 365.0);
}

TEST(Couplings, CandidatesThatWaitAreThoseBetweenTheRateAndItsStress) {
    const int n = 20'000;
    Model model = one_node(ThreatClass::disaster, 100 * day, 0.0, 2.0);
    model.couplings.disaster_unintended = {3.0, 50 * day};
    model.couplings.degraded_unintended = 5.0;
    const Counts counts = counted(model, 100 * day, 150 * day, n);
    expect_count(counts.inside, n * 2.0 * 3.0 * 50.0 / 365.0);
    expect_count(counts.outside, n * 2.0 * 315.0 / 365.0);
    expect_count(counts.waiting, n * 2.0 * ((5.0 - 3.0) * 50.0 + (5.0 - 1.0) * 315.0) / 365.0);
    // A disaster that raises the rate further than stress leaves nothing to wait for.
    model.couplings.disaster_unintended.factor = 9.0;
    const Counts more = counted(model, 100 * day, 150 * day, n);
    expect_count(more.inside, n * 2.0 * 9.0 * 50.0 / 365.0);
    expect_count(more.waiting, n * 2.0 * (5.0 - 1.0) * 315.0 / 365.0);
}

TEST(Seasons, KeepTheAnnualRateAndGiveDaysTheirShare) {
    const int n = 20'000;
    Model model = one_node(ThreatClass::disaster, 0, 0.0, 3.0);
    const double low = 0.25;
    const double high = (365.0 - low * 300.0) / 65.0;
    model.seasons.push_back({"ends", {{0, low}, {300 * day, high}}});
    model.unintended[0].shape.season = SeasonId{0};
    const Counts counts = counted(model, 300 * day, 365 * day, n);
    expect_count(counts.inside, n * 3.0 * high * 65.0 / 365.0);
    expect_count(counts.outside, n * 3.0 * low * 300.0 / 365.0);
    expect_count(counts.inside + counts.outside, n * 3.0);
}

TEST(Seasons, OfOneFactorChangeNoScenario) {
    Model plain = one_node(ThreatClass::disaster, 0, 0.0, 3.0);
    Model seasonal = plain;
    seasonal.seasons.push_back({"flat", {{0, 1.0}, {300 * day, 1.0}}});
    seasonal.unintended[0].shape.season = SeasonId{0};
    for (std::int64_t number = 0; number < 500; ++number) {
        EXPECT_EQ(whole(drawn(seasonal, number)), whole(drawn(plain, number)));
    }
}

TEST(YearsThatDiffer, CountsAreNegativeBinomialAndNodesShareTheFactor) {
    Model model;
    const FunctionId plant = add_function(model, "plant");
    const NodeId a = add_node(model, plant, add_region(model, "A"));
    add_process(model, "error", a, 2.0, outage(1.0));
    const NodeId b = add_node(model, plant, add_region(model, "B"));
    model.unintended_processes.push_back({0, b, 1.0, name_hash("error at b")});
    const double cv = 0.8;
    model.unintended[0].shape.cv = cv;
    const int n = 50'000;
    const ScenarioSampler sampler(model, 1, 0, 2 * year);
    // First year, second year; first node, second node.
    std::vector<std::vector<double>> counts(4, std::vector<double>(n));
    std::vector<double> firsts(n);
    std::vector<double> seconds(n);
    Scenario scenario;
    for (std::size_t number = 0; number < n; ++number) {
        draw_alone(sampler, scenario, static_cast<std::int64_t>(number));
        for (const Damage& damage : scenario.damages) {
            counts[(damage.onset >= year ? 2U : 0U) + (damage.node == b ? 1U : 0U)][number] += 1.0;
        }
        firsts[number] = counts[0][number] + counts[1][number];
        seconds[number] = counts[2][number] + counts[3][number];
    }
    for (const auto* years : {&firsts, &seconds}) {
        double sum = 0.0;
        double squares = 0.0;
        double quiet = 0.0;
        for (const double count : *years) {
            sum += count;
            squares += count * count;
            quiet += count == 0.0 ? 1.0 : 0.0;
        }
        const double m = 3.0;
        const double variance = m + cv * cv * m * m;
        const double mean = sum / n;
        EXPECT_NEAR(mean, m, 4 * std::sqrt(variance / n));
        // Excess kurtosis of a negative binomial: 6 cv^2 + 1 / variance.
        const double kurtosis = 3.0 + 6.0 * cv * cv + 1.0 / variance;
        EXPECT_NEAR(squares / n - mean * mean, variance, 4 * variance * std::sqrt((kurtosis - 1.0) / n));
        const double p = std::pow(1.0 + cv * cv * m, -1.0 / (cv * cv));
        EXPECT_NEAR(quiet / n, p, 4 * std::sqrt(p * (1 - p) / n));
    }
    // Covariance of two nodes of one source in one year: cv^2 x product of their means; of two years: none.
    const double of_nodes = cv * cv * 2.0 / std::sqrt((2.0 + cv * cv * 4.0) * (1.0 + cv * cv));
    EXPECT_NEAR(correlation(counts[0], counts[1]), of_nodes, 5 / std::sqrt(n));
    EXPECT_NEAR(correlation(firsts, seconds), 0.0, 4 / std::sqrt(n));
}

TEST(YearsThatDiffer, ReleasesDifferToo) {
    Model model;
    const NodeId node = add_node(model, add_function(model, "plant"), add_region(model, "A"));
    add_platform_defect(model, "release", add_platform(model, "os", {{node, 1.0}}), 2.0, 1.0, outage(1.0)).shape.cv =
        1.5;
    const int n = 50'000;
    const ScenarioSampler sampler(model, 1, 0, year);
    Scenario scenario;
    double sum = 0.0;
    double squares = 0.0;
    for (int number = 0; number < n; ++number) {
        draw_alone(sampler, scenario, number);
        const auto count = static_cast<double>(scenario.events.size());
        sum += count;
        squares += count * count;
    }
    const double variance = 2.0 + 2.25 * 4.0;
    EXPECT_NEAR(sum / n, 2.0, 4 * std::sqrt(variance / n));
    EXPECT_NEAR(squares / n - sum / n * (sum / n), variance, 4 * variance * std::sqrt((2.0 + 6.0 * 2.25) / n));
}

}  // namespace
}  // namespace hadome
