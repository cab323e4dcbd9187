#include "threats/sampler.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <new>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "threat_model.hpp"

namespace {

std::int64_t allocations = 0;

}  // namespace

// Counts what the whole test program takes from the heap. Not inlined: the compiler would see half of a pair and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace hadome {
namespace {

using namespace testing_models;

/// All three classes over four regions; busy enough that most years hold several events.
Model busy_model() {
    Model model;
    const FunctionId power = add_function(model, "power");
    const FunctionId bank = add_function(model, "bank");
    const char* names[] = {"tokyo", "osaka", "sendai", "fukuoka"};
    const double places[][2] = {{35.7, 139.7}, {34.7, 135.5}, {38.3, 140.9}, {33.6, 130.4}};
    for (int r = 0; r < 4; ++r) {
        add_region(model, names[r], places[r][0], places[r][1]);
    }
    for (const FunctionId function : {power, bank}) {
        for (const RegionId region : ids_of(model.regions)) {
            const NodeId node = add_node(model, function, region);
            DamageProfile profile = outage(0.0);
            profile.restoration = {Distribution::Kind::lognormal, 12.0, 1.0, {}};
            profile.capacity_left = {Distribution::Kind::uniform, 0.0, 0.9, {}};
            add_process(model, "error at " + model.nodes[node].name, node, 0.6, profile);
        }
    }
    const PlatformId platform =
        add_platform(model, "windows", {{NodeId{4}, 0.5}, {NodeId{5}, 0.7}, {NodeId{6}, 0.2}, {NodeId{7}, 1.0}});
    WormSource& worm = add_worm(model, "worm", platform, 1.0);
    worm.infection_rate = 0.1;
    worm.containment = {Distribution::Kind::exponential, 12.0, 0.0, {}};
    worm.damage = outage(72.0, 6.0);
    CampaignSource& campaign = add_campaign(
        model, "ransomware", 1.5,
        {{NodeId{4}, 1.0, chance_word(0.8)}, {NodeId{5}, 3.0, chance_word(0.5)}, {NodeId{0}, 0.5, certain_word}}, 2);
    campaign.displacement = chance_word(0.5);
    campaign.containment = {Distribution::Kind::exponential, 24.0, 0.0, {}};
    campaign.damage = outage(200.0);
    campaign.damage.detection = {Distribution::Kind::lognormal, 24.0, 1.0, {}};
    for (int to : {1, 2, 6, 7}) {
        add_link(model, NodeId{4}, NodeId{to}, 0.5, {Distribution::Kind::exponential, 8.0, 0.0, {}});
        add_link(model, NodeId{to}, NodeId{5}, 0.3, {Distribution::Kind::exponential, 8.0, 0.0, {}});
    }
    SharingScheme& scheme = add_sharing(model, "isac", {NodeId{4}, NodeId{5}, NodeId{6}}, 4.0);
    scheme.immunity = chance_word(0.4);
    scheme.detection_factor = 0.5;
    EarthquakeSource& area = add_earthquake(model, "background", 4.0);
    area.geometry = EarthquakeSource::Geometry::area;
    area.magnitudes = EarthquakeSource::Magnitudes::gutenberg_richter;
    area.b_value = 0.9;
    area.magnitude_low = 6.0;
    area.magnitude_high = 8.0;
    area.a_latitude = 33.0;
    area.a_longitude = 130.0;
    area.b_latitude = 39.0;
    area.b_longitude = 141.0;
    EarthquakeSource& trench = add_earthquake(model, "trench", 0.5);
    trench.type = EarthquakeType::interface;
    trench.magnitude_low = 7.5;
    trench.magnitude_high = 8.5;
    trench.a_latitude = 33.0;
    trench.a_longitude = 135.0;
    trench.b_latitude = 35.0;
    trench.b_longitude = 139.0;
    model.ground_motion.between_event_share = 0.3;
    add_fragility(model, power, "plant",
                  {{"slight", 0.05, 0.6, 0.7, {Distribution::Kind::lognormal, 24.0, 0.5, {}}},
                   {"complete", 0.3, 0.6, 0.0, {Distribution::Kind::lognormal, 240.0, 0.5, {}}}});
    add_fragility(model, power, "lines", {{"cut", 0.1, 0.5, 0.0, {Distribution::Kind::exponential, 48.0, 0.0, {}}}},
                  FragilityClass::Sites::many);
    model.fragilities[add_fragility(model, bank, "racks", {{"toppled", 20.0, 0.6, 0.3, Distribution::fixed(36)}})]
        .measure = IntensityMeasure::pgv;
    return model;
}

/// What a scenario says in names, without any index.
using Fate = std::tuple<std::uint64_t, std::string, Tick, Tick, int, std::vector<std::pair<Tick, std::int64_t>>>;

std::vector<Fate> fates(const Model& model, const Scenario& scenario) {
    std::vector<Fate> all;
    for (const Damage& damage : scenario.damages) {
        std::vector<std::pair<Tick, std::int64_t>> stages;
        for (auto s = damage.first_stage; s < damage.last_stage; ++s) {
            const Stage& stage = scenario.stages[static_cast<std::size_t>(s)];
            stages.emplace_back(stage.until, stage.deficit.raw());
        }
        all.emplace_back(scenario.events[damage.event].name, model.nodes[damage.node].name, damage.onset,
                         damage.detection, static_cast<int>(damage.kind), stages);
    }
    return all;
}

std::vector<Fate> fates_of_year(const Model& model, std::int64_t number, std::uint64_t seed = 1,
                                std::uint64_t world = 0) {
    Scenario scenario;
    draw_alone(ScenarioSampler(model, seed, world, year), scenario, number);
    return fates(model, scenario);
}

TEST(ScenarioSampler, KeepsThePromisesOfAScenario) {
    const Model model = busy_model();
    const ScenarioSampler sampler(model, 1, 0, year);
    Scenario scenario;
    int seen[threat_class_count] = {};
    for (std::int64_t number = 0; number < 500; ++number) {
        draw_alone(sampler, scenario, number);
        EXPECT_EQ(scenario.number, number);
        std::vector<int> hurt(scenario.events.size());
        const auto place = [&](const Damage& d) {
            return std::tuple(d.onset, model.nodes[d.node].rank, d.kind, scenario.events[d.event].name);
        };
        for (std::size_t i = 0; i < scenario.damages.size(); ++i) {
            const Damage& damage = scenario.damages[DamageId::from_size(i)];
            const Event& event = scenario.events[damage.event];
            ++hurt[damage.event.offset()];
            ++seen[static_cast<int>(event.threat)];
            EXPECT_GE(event.onset, 0);
            EXPECT_LT(event.onset, year);
            EXPECT_GE(damage.onset, event.onset);
            EXPECT_GE(damage.detection, 0);
            if (i > 0) {
                EXPECT_LE(place(scenario.damages[DamageId::from_size(i - 1)]), place(damage));
            }
            ASSERT_LT(damage.first_stage, damage.last_stage);
            Tick until = 0;
            Fixed deficit = Fixed::one();
            for (auto s = damage.first_stage; s < damage.last_stage; ++s) {
                const Stage& stage = scenario.stages[static_cast<std::size_t>(s)];
                EXPECT_GT(stage.until, until);
                EXPECT_GT(stage.deficit, Fixed::zero());
                EXPECT_LE(stage.deficit, deficit);
                until = stage.until;
                deficit = stage.deficit;
            }
        }
        EXPECT_EQ(std::count(hurt.begin(), hurt.end(), 0), 0);
        std::set<std::uint64_t> names;
        for (const Event& event : scenario.events) {
            EXPECT_TRUE(names.insert(event.name).second);
        }
    }
    for (const int count : seen) {
        EXPECT_GT(count, 100);
    }
}

TEST(ScenarioSampler, AScenarioDoesNotDependOnWhatWasDrawnBefore) {
    Model model = busy_model();
    model.ground_motion.correlation_range = 100.0;
    // Storage and scenario of a larger model, and then of each number before.
    Model larger = model;
    add_node(larger, FunctionId{1}, add_region(larger, "sapporo", 43.1, 141.3));
    ScenarioSampler::Storage storage;
    Scenario reused;
    const ScenarioSampler other(larger, 2, 0, year);
    for (std::int64_t number = 0; number < 20; ++number) {
        other.draw(number, storage, reused);
    }
    ASSERT_FALSE(storage.campaigns.lateral.held.empty() || storage.earthquakes.site_normals.empty());
    const ScenarioSampler sampler(model, 1, 0, year);
    for (std::int64_t number = 300; number-- > 0;) {
        sampler.draw(number, storage, reused);
        EXPECT_EQ(fates(model, reused), fates_of_year(model, number));
    }
}

TEST(ScenarioSampler, SeedWorldAndNumberAllMatter) {
    const Model model = busy_model();
    EXPECT_NE(fates_of_year(model, 0), fates_of_year(model, 1));
    EXPECT_NE(fates_of_year(model, 0), fates_of_year(model, 0, 2));
    EXPECT_NE(fates_of_year(model, 0), fates_of_year(model, 0, 1, 1));
}

TEST(ScenarioSampler, OneMoreNodeAndSourcesLeaveAllOthersTheirFate) {
    const Model before = busy_model();
    Model after = before;
    const FunctionId hospital = add_function(after, "a hospital");
    const NodeId node = add_node(after, hospital, RegionId{0});
    add_process(after, "an error", node, 3.0, outage(5.0));
    after.exposures.push_back({node, 1.0});
    // A node on no worm's platform: on the worm's own it would be found, and raise the alarm.
    after.first_exposure.push_back(static_cast<std::int32_t>(after.exposures.size()));
    after.worms.push_back(after.worms.front());
    after.worms.back().platform = after.platforms.push_back({"linux", {}, 7});
    after.worms.back().name = "another worm";
    after.worms.back().hash = name_hash("worm:another worm");
    after.campaigns.push_back(after.campaigns.front());
    after.campaigns.back().name = "another campaign";
    after.campaigns.back().hash = name_hash("campaign:another campaign");
    std::reverse(after.campaigns.begin(), after.campaigns.end());
    add_earthquake(after, "another zone", 2.0);
    after.function_fragilities.push_back({hospital, FragilityId{0}});
    // Sources in another order, too.
    std::reverse(after.earthquakes.begin(), after.earthquakes.end());
    std::reverse(after.worms.begin(), after.worms.end());

    std::size_t added = 0;
    for (std::int64_t number = 0; number < 300; ++number) {
        const std::vector<Fate> old_fates = fates_of_year(before, number);
        std::vector<Fate> new_fates = fates_of_year(after, number);
        const std::size_t all = new_fates.size();
        std::erase_if(new_fates, [&](const Fate& fate) {
            return std::find(old_fates.begin(), old_fates.end(), fate) == old_fates.end();
        });
        EXPECT_EQ(new_fates, old_fates);
        added += all - new_fates.size();
    }
    EXPECT_GT(added, 300U);
}

TEST(ScenarioSampler, TheOrderOfRowsDoesNotMatter) {
    const Model forward = busy_model();
    Model backward = forward;
    std::reverse(backward.unintended_processes.begin(), backward.unintended_processes.end());
    std::reverse(backward.exposures.begin(), backward.exposures.end());
    std::reverse(backward.campaigns[0].targets.begin(), backward.campaigns[0].targets.end());
    std::reverse(backward.cyber_links.begin() + backward.first_cyber_link[4],
                 backward.cyber_links.begin() + backward.first_cyber_link[5]);
    std::reverse(backward.earthquakes.begin(), backward.earthquakes.end());
    std::reverse(backward.function_fragilities.begin(), backward.function_fragilities.end());
    std::reverse(backward.fragilities.begin(), backward.fragilities.end());
    for (FunctionFragility& link : backward.function_fragilities) {
        link.fragility =
            FragilityId{static_cast<std::int32_t>(backward.fragilities.size()) - 1 - link.fragility.value()};
    }
    for (std::int64_t number = 0; number < 200; ++number) {
        EXPECT_EQ(fates_of_year(forward, number), fates_of_year(backward, number));
    }
}

TEST(ScenarioSampler, SteadyStateAllocatesNothing) {
    Model model = busy_model();
    model.couplings.disaster_unintended = {3.0, year / 12};
    model.couplings.disaster_cyber = {2.0, year / 12};
    model.couplings.cyber_unintended = {2.0, year / 12};
    model.couplings.degraded_unintended = 2.0;
    model.unintended[0].shape.cv = 0.5;
    model.ground_motion.correlation_range = 100.0;
    const ScenarioSampler sampler(model, 1, 0, year);
    ScenarioSampler::Storage storage;
    Scenario scenario;
    const auto draw_all = [&] {
        for (std::int64_t number = 0; number < 300; ++number) {
            sampler.draw(number, storage, scenario);
        }
    };
    draw_all();
    const std::int64_t before = allocations;
    draw_all();
    EXPECT_EQ(allocations, before);
}

TEST(ScenarioSampler, AnotherRegionLeavesAllOthersTheirFate) {
    const Model before = busy_model();
    Model after = before;
    const RegionId region = add_region(after, "nagoya", 35.2, 136.9);
    std::vector<Region> regions = after.regions.items();
    std::rotate(regions.begin(), regions.end() - 1, regions.end());  // first in the file
    for (const RegionId id : ids_of(after.regions)) {
        after.regions[id] = regions[id.offset()];
    }
    for (Node& node : after.nodes) {
        node.region = RegionId{node.region.value() + 1};
    }
    ASSERT_EQ(region.offset() + 1, after.regions.size());
    const NodeId node = add_node(after, FunctionId{0}, RegionId{0});
    std::size_t added = 0;
    for (std::int64_t number = 0; number < 200; ++number) {
        std::vector<Fate> new_fates = fates_of_year(after, number);
        added +=
            std::erase_if(new_fates, [&](const Fate& fate) { return std::get<1>(fate) == after.nodes[node].name; });
        EXPECT_EQ(new_fates, fates_of_year(before, number));
    }
    EXPECT_GT(added, 50U);
}

TEST(ScenarioSampler, CyberMeasuresThatChangeNothingLeaveEveryFate) {
    const Model before = busy_model();
    Model after = before;
    add_sharing(after, "a council", {NodeId{0}, NodeId{4}, NodeId{7}}, 0.0);
    add_link(after, NodeId{0}, NodeId{3}, 0.0, Distribution::fixed(0.0));
    for (CampaignTarget& target : after.campaigns[0].targets) {
        target.attractiveness *= 2.0;  // all alike: the order stays
    }
    Model certain = after;
    for (CampaignTarget& target : certain.campaigns[0].targets) {
        target.success = certain_word;
    }
    Model displaced = certain;
    displaced.campaigns[0].displacement = certain_word;
    for (std::int64_t number = 0; number < 300; ++number) {
        EXPECT_EQ(fates_of_year(after, number), fates_of_year(before, number));
        EXPECT_EQ(fates_of_year(displaced, number), fates_of_year(certain, number));
    }
}

TEST(ScenarioSampler, AQuietModelGivesEmptyYears) {
    Model model;
    add_node(model, add_function(model, "power"), add_region(model, "tokyo"));
    EXPECT_TRUE(fates_of_year(model, 0).empty());
}

TEST(ScenarioSampler, DrawsOnlyTheClassesAskedForAndThoseUnchanged) {
    const Model model = busy_model();
    Scenario all;
    const ScenarioSampler whole(model, 1, 0, year);
    for (const ThreatClass threat : {ThreatClass::unintended, ThreatClass::cyber, ThreatClass::disaster}) {
        DrawnClasses drawn{};
        drawn[static_cast<std::size_t>(threat)] = true;
        const ScenarioSampler sampler(model, 1, 0, year, drawn);
        std::size_t events = 0;
        for (std::int64_t number = 0; number < 20; ++number) {
            draw_alone(whole, all, number);
            std::vector<Fate> expected;
            for (const Fate& fate : fates(model, all)) {
                const auto event = std::find_if(all.events.begin(), all.events.end(),
                                                [&](const Event& e) { return e.name == std::get<0>(fate); });
                if (event->threat == threat) {
                    expected.push_back(fate);
                }
            }
            Scenario only;
            draw_alone(sampler, only, number);
            EXPECT_EQ(fates(model, only), expected);
            events += only.events.size();
        }
        EXPECT_GT(events, 0U);
    }
}

TEST(ScenarioSampler, NamesTheScenariosRandomNumbersAndTheKindsOfEvents) {
    const Model model = busy_model();
    Scenario scenario;
    draw_alone(ScenarioSampler(model, 11, 2, year), scenario, std::int64_t{5});
    EXPECT_EQ(scenario.key.seed, 11U);
    EXPECT_EQ(scenario.key.world, 2U);
    EXPECT_EQ(scenario.key.scenario, 5U);
    for (const Event& event : scenario.events) {
        const ThreatClass expected = event.kind == SourceKind::unintended   ? ThreatClass::unintended
                                     : event.kind == SourceKind::earthquake ? ThreatClass::disaster
                                                                            : ThreatClass::cyber;
        EXPECT_EQ(event.threat, expected);
    }
    std::set<SourceKind> kinds;
    for (std::int64_t number = 0; number < 50; ++number) {
        draw_alone(ScenarioSampler(model, 11, 2, year), scenario, number);
        for (const Event& event : scenario.events) {
            kinds.insert(event.kind);
        }
    }
    EXPECT_EQ(kinds,
              (std::set{SourceKind::unintended, SourceKind::worm, SourceKind::campaign, SourceKind::earthquake}));
}

TEST(ScenarioSampler, RefusesAScenarioThatWouldNotFit) {
    Model model;
    const NodeId node = add_node(model, add_function(model, "power"), add_region(model, "tokyo"));
    DamageProfile damage = outage(0.0);
    damage.restoration = {Distribution::Kind::exponential, 1.0, 0.0, {}};
    damage.curve_steps = 1000;
    add_process(model, "error", node, 30'000.0, damage);
    Scenario scenario;
    EXPECT_THROW(draw_alone(ScenarioSampler(model, 1, 0, year), scenario, std::int64_t{0}), ScenarioGivenUp);
}

struct Counts {
    std::map<SourceKind, int> events;
    std::map<SourceKind, int> damages;
    Tick onsets = 0;
    Tick detections = 0;
};

Counts count_hundred_years(const Model& model) {
    const ScenarioSampler sampler(model, 2026, 0, year);
    Scenario scenario;
    Counts counts;
    for (std::int64_t number = 0; number < 100; ++number) {
        draw_alone(sampler, scenario, number);
        for (const Event& event : scenario.events) {
            ++counts.events[event.kind];
            counts.onsets += event.onset;
        }
        for (const Damage& damage : scenario.damages) {
            ++counts.damages[scenario.events[damage.event].kind];
            counts.detections += damage.detection;
        }
    }
    return counts;
}

// A change of these values changes every result that any seed has given: it is a breaking change of the release.

TEST(ScenarioSampler, EverySourceOfDisastersComesByItsRateOverAHundredThousandYears) {
    // Anything hurts the one node: every event is counted.
    Model model;
    const FunctionId power = add_function(model, "power");
    const RegionId town = add_region(model, "town", 35.0, 139.0);
    add_node(model, power, town);
    for (const IntensityMeasure measure : {IntensityMeasure::pga, IntensityMeasure::wind, IntensityMeasure::depth}) {
        const FragilityId id = add_fragility(model, power, "by " + name_of(measure),
                                             {{"broken", 1e-9, 0.1, 0.0, Distribution::fixed(10)}});
        model.fragilities[id].measure = measure;
    }
    model.ground_motion.cutoff_distance = 20'000.0;
    std::map<std::pair<SourceKind, std::int32_t>, double> rates;
    const std::vector<double> of_faults{0.04013, 0.0006734, 0.08634, 0.001067, 2.1};
    for (std::size_t i = 0; i < of_faults.size(); ++i) {
        add_earthquake(model, "fault " + std::to_string(i), of_faults[i]);
        rates[{SourceKind::earthquake, static_cast<std::int32_t>(i)}] = of_faults[i];
    }
    TsunamiReach reach;
    reach.where.region = town;
    reach.depth = 1.0;
    Tsunami tsunami;
    tsunami.earthquake = 2;
    tsunami.reaches = {reach};
    model.tsunamis = {tsunami};
    rates[{SourceKind::tsunami, 0}] = of_faults[2];
    StormSource storm;
    storm.hash = name_hash("storm:typhoon");
    storm.rate = 0.7;
    Season season;
    season.pieces = {{0, 0.5}, {4000 * ticks_per_hour, 1.96}, {7000 * ticks_per_hour, 0.5}};
    storm.rate_shape.season = model.seasons.push_back(season);
    storm.a_latitude = storm.b_latitude = 34.0;
    storm.a_longitude = storm.b_longitude = 138.0;
    storm.speed = Distribution::fixed(8.0);
    storm.length = 1000.0;
    storm.deficit = Distribution::fixed(50.0);
    storm.radius = Distribution::fixed(80.0);
    storm.shape = Distribution::fixed(1.3);
    storm.cutoff_distance = 500.0;
    storm.rain_range = 200.0;
    model.storms = {storm};
    rates[{SourceKind::storm, 0}] = 0.7;
    EventSet set;
    set.events = {{"1", name_hash("set 1"), 0.02, {{town, IntensityMeasure::depth, 0.0, 1.0}}}};
    model.event_sets = {set};
    rates[{SourceKind::event_set, 0}] = 0.02;

    const ScenarioSampler sampler(model, 3, 0, year);
    const int n = 100'000;
    std::map<std::pair<SourceKind, std::int32_t>, double> counts;
    Scenario scenario;
    for (std::int64_t number = 0; number < n; ++number) {
        draw_alone(sampler, scenario, number);
        for (const Event& event : scenario.events) {
            counts[{event.kind, event.source}] += 1.0;
        }
    }
    for (const auto& [source, rate] : rates) {
        EXPECT_NEAR(counts[source] / n, rate, 3 * std::sqrt(rate / n)) << name_of(source.first) << " " << source.second;
    }
    EXPECT_EQ(counts.size(), rates.size());
}

TEST(ScenarioSampler, DrawsArePinned) {
    Model model = busy_model();
    model.campaigns.clear();
    model.first_membership.clear();
    const Counts counts = count_hundred_years(model);
    EXPECT_EQ(counts.events.at(SourceKind::unintended), 473);
    EXPECT_EQ(counts.events.at(SourceKind::worm), 101);
    EXPECT_EQ(counts.events.at(SourceKind::earthquake), 271);
    EXPECT_EQ(counts.damages.at(SourceKind::worm), 269);
    EXPECT_EQ(counts.damages.at(SourceKind::earthquake), 482);
    EXPECT_EQ(counts.onsets, 13'230'057'531'555);
}

TEST(ScenarioSampler, CampaignsAndSharingArePinned) {
    const Counts counts = count_hundred_years(busy_model());
    EXPECT_EQ(counts.events.at(SourceKind::worm), 101);
    EXPECT_EQ(counts.events.at(SourceKind::campaign), 132);
    EXPECT_EQ(counts.damages.at(SourceKind::worm), 258);
    EXPECT_EQ(counts.damages.at(SourceKind::campaign), 410);
    EXPECT_EQ(counts.onsets, 15'102'314'613'457);
    EXPECT_EQ(counts.detections, 34'731'486'212);
}

}  // namespace
}  // namespace hadome
