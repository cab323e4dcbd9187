#include "threats/response.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <tuple>
#include <vector>

#include "threat_model.hpp"
#include "threats/campaign.hpp"
#include "threats/worm.hpp"

namespace hadome {
namespace {

using namespace testing_models;

constexpr double rate = 2.0;
constexpr double detection = 6.0;
constexpr double containment = 8.0;
constexpr double mean = 10.0;  // time to the second victim
constexpr double delay = 3.0;

/// Two nodes that a worm may infect.
Model worm_of_two() {
    Model model = nodes_in_one_region(2);
    WormSource& worm = add_worm(model, "worm", add_platform(model, "os", {{NodeId{0}, 1.0}, {NodeId{1}, 1.0}}), rate);
    worm.infection_rate = 1.0 / mean;
    worm.containment = Distribution::fixed(containment);
    worm.damage = outage(48.0, detection);
    return model;
}

/// An attack on node 0 that goes on to node 1.
Model attack_of_two() {
    Model model = nodes_in_one_region(2);
    CampaignSource& source = add_campaign(model, "apt", rate, {{NodeId{0}, 1.0, certain_word}});
    source.containment = Distribution::fixed(containment);
    source.damage = outage(48.0, detection);
    add_link(model, NodeId{0}, NodeId{1}, 1.0, {Distribution::Kind::exponential, mean, 0.0, {}});
    return model;
}

void run(const Model& model, std::uint64_t years, const std::function<void(const Scenario&)>& visit) {
    const WormSampler worms(model, year);
    const CampaignSampler campaigns(model, year);
    Scenario scenario;
    for (std::uint64_t number = 0; number < years; ++number) {
        scenario.clear();
        worms.draw({1, 0, number}, scenario);
        draw_alone(campaigns, scenario, ScenarioKey{1, 0, number});
        visit(scenario);
    }
}

/// Everything that the years hold.
using Row = std::tuple<std::uint64_t, NodeId, Tick, Tick, Tick>;
std::vector<Row> rows_of(const Model& model, std::uint64_t years = 2000) {
    std::vector<Row> rows;
    run(model, years, [&](const Scenario& scenario) {
        for (const Damage& damage : scenario.damages) {
            rows.emplace_back(scenario.events[damage.event].name, damage.node, damage.onset, damage.detection,
                              scenario.stages[static_cast<std::size_t>(damage.last_stage) - 1].until);
        }
    });
    return rows;
}

/// How often the second node falls, and how long it then takes to detection.
struct Second {
    double campaigns = 0.0;
    double falls = 0.0;
    double hours = 0.0;
    double square = 0.0;
};

Second second_of(const Model& model, std::uint64_t years = 40'000) {
    Second second;
    run(model, years, [&](const Scenario& scenario) {
        std::map<EventId, const Damage*> last;
        for (const Damage& damage : scenario.damages) {
            const Damage*& known = last[damage.event];
            if (known == nullptr) {
                known = &damage;
                second.campaigns += 1.0;
                continue;
            }
            const Damage& later = damage.onset > known->onset ? damage : *known;
            const double hours = hours_from_ticks(later.detection);
            second.falls += 1.0;
            second.hours += hours;
            second.square += hours * hours;
        }
    });
    return second;
}

/// Integral over the time s at which the second node falls, by the midpoint rule; density exp(-s / mean) / mean.
double over_falls(double from, double to, const std::function<double(double)>& hours) {
    constexpr int steps = 10'000;
    double sum = 0.0;
    for (int i = 0; i < steps; ++i) {
        const double s = from + (to - from) * (i + 0.5) / steps;
        sum += hours(s) * std::exp(-s / mean) / mean * (to - from) / steps;
    }
    return sum;
}

void expect_second(const Second& second, double probability, double hours) {
    const double p = second.falls / second.campaigns;
    EXPECT_NEAR(p, probability, 4 * std::sqrt(probability * (1 - probability) / second.campaigns));
    const double average = second.hours / second.falls;
    const double error = std::sqrt((second.square / second.falls - average * average) / second.falls);
    EXPECT_NEAR(average, hours, 4 * error);
}

TEST(InformationSharing, OnTwoNodesAsWorkedOut) {
    // The alarm is raised at 6 h by the first node, the warning comes at 9 h, spreading ends at 14 h. The second node
    // falls s ~ Exp(10 h) after the first if s < 9 h, or if s < 14 h and the warning has not made it immune. It would
    // notice at s + 6 h, or at 14 h like everyone; once warned, half of the rest is left.
    const double immunity = 0.6;
    const double factor = 0.5;
    const double warned = detection + delay;
    const double end = detection + containment;
    const auto fallen = [](double t) { return 1.0 - std::exp(-t / mean); };
    const double falls = fallen(warned) + (1.0 - immunity) * (fallen(end) - fallen(warned));
    const auto known = [&](double s) { return std::min(s + detection, end); };
    const auto before = [&](double s) {
        return known(s) <= warned ? detection : warned - s + factor * (known(s) - warned);
    };
    const auto after = [&](double s) { return (1.0 - immunity) * factor * (known(s) - s); };
    const double hours = (over_falls(0.0, warned, before) + over_falls(warned, end, after)) / falls;
    for (Model model : {worm_of_two(), attack_of_two()}) {
        SharingScheme& scheme = add_sharing(model, "isac", {NodeId{0}, NodeId{1}}, delay);
        scheme.immunity = chance_word(immunity);
        scheme.detection_factor = factor;
        expect_second(second_of(model), falls, hours);
    }
}

TEST(InformationSharing, WithoutASchemeAsWithoutAWarning) {
    const double end = detection + containment;
    const double falls = 1.0 - std::exp(-end / mean);
    const auto hours = [&](double s) { return std::min(detection, end - s); };
    for (const Model& model : {worm_of_two(), attack_of_two()}) {
        expect_second(second_of(model), falls, over_falls(0.0, end, hours) / falls);
    }
}

TEST(InformationSharing, ASchemeThatChangesNothingLeavesEveryScenarioAsItIs) {
    for (const Model& model : {worm_of_two(), attack_of_two()}) {
        Model with = model;
        add_sharing(with, "isac", {NodeId{0}, NodeId{1}}, 0.0);
        EXPECT_EQ(rows_of(with), rows_of(model));
    }
}

TEST(InformationSharing, MoreImmunityOnlyTakesVictimsAway) {
    for (Model model : {worm_of_two(), attack_of_two()}) {
        SharingScheme& scheme = add_sharing(model, "isac", {NodeId{0}, NodeId{1}}, delay);
        scheme.immunity = chance_word(0.3);
        std::vector<Row> some = rows_of(model);
        scheme.immunity = certain_word;
        const std::vector<Row> all = rows_of(model);
        EXPECT_LT(all.size(), some.size());
        std::erase_if(some, [&](const Row& row) { return std::find(all.begin(), all.end(), row) == all.end(); });
        EXPECT_EQ(some, all);
    }
}

TEST(InformationSharing, WhoRaisesTheAlarmIsNeverImmune) {
    for (Model model : {worm_of_two(), attack_of_two()}) {
        add_sharing(model, "isac", {NodeId{0}, NodeId{1}}, 0.0).immunity = certain_word;
        for (WormSource& worm : model.worms) {
            worm.damage = outage(48.0, 0.0);
        }
        for (CampaignSource& source : model.campaigns) {
            source.damage = outage(48.0, 0.0);
        }
        int events = 0;
        run(model, 500, [&](const Scenario& scenario) {
            EXPECT_EQ(scenario.damages.size(), scenario.events.size());
            events += static_cast<int>(scenario.events.size());
        });
        EXPECT_GT(events, 800);
    }
}

TEST(InformationSharing, JoiningChangesTheMemberAlone) {
    Model model = worm_of_two();
    const NodeId third = add_node(model, add_function(model, "f2"), RegionId{0});
    model.exposures.push_back({third, 1.0});
    model.first_exposure.back() = 3;
    const auto set_up = [](SharingScheme& scheme) {
        scheme.immunity = chance_word(0.5);
        scheme.detection_factor = 0.5;
        scheme.restoration_factor = 0.25;
    };
    Model joined = model;
    set_up(add_sharing(model, "isac", {NodeId{0}}, delay));
    set_up(add_sharing(joined, "isac", {NodeId{0}, third}, delay));
    std::vector<Row> before = rows_of(model);
    std::vector<Row> after = rows_of(joined);
    EXPECT_NE(before, after);
    const auto is_third = [&](const Row& row) { return std::get<1>(row) == third; };
    EXPECT_GT(std::erase_if(before, is_third), std::erase_if(after, is_third));
    EXPECT_EQ(before, after);
}

TEST(InformationSharing, RepairIsShorterForThoseWhoAreWarnedBeforeIt) {
    Model model = worm_of_two();
    add_sharing(model, "isac", {NodeId{0}, NodeId{1}}, delay).restoration_factor = 0.25;
    int shorter = 0;
    int whole = 0;
    run(model, 2000, [&](const Scenario& scenario) {
        std::map<EventId, Tick> first;
        for (const Damage& damage : scenario.damages) {
            const auto known = first.try_emplace(damage.event, damage.onset).first;
            known->second = std::min(known->second, damage.onset);
        }
        for (const Damage& damage : scenario.damages) {
            const Tick warned = first[damage.event] + ticks_from_hours(detection + delay);
            const Tick work = scenario.stages[static_cast<std::size_t>(damage.first_stage)].until;
            const bool before = warned < damage.onset + damage.detection;
            EXPECT_EQ(work, (before ? 12 : 48) * ticks_per_hour);
            shorter += before ? 1 : 0;
            whole += before ? 0 : 1;
        }
    });
    EXPECT_GT(shorter, 500);
    EXPECT_GT(whole, 3000);
}

TEST(InformationSharing, OfTwoSchemesTheBestCounts) {
    Model one = worm_of_two();
    add_sharing(one, "fast", {NodeId{0}, NodeId{1}}, 1.0).detection_factor = 0.5;
    Model two = worm_of_two();
    add_sharing(two, "fast", {NodeId{0}, NodeId{1}}, 1.0).detection_factor = 0.5;
    add_sharing(two, "slow", {NodeId{0}, NodeId{1}}, 6.0).detection_factor = 0.9;
    EXPECT_EQ(rows_of(one), rows_of(two));
}

}  // namespace
}  // namespace hadome
