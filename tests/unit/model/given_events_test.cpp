#include <gmock/gmock.h>

#include <cmath>

#include "random/chance.hpp"
#include "spec_maker.hpp"

namespace hadome::test {
namespace {

using testing::HasSubstr;

SpecMaker two_regions() {
    SpecMaker maker;
    maker.region("A");
    maker.region("B");
    maker.function("f");
    maker.function("g", {{RegionId{1}, "", 1.0}});
    maker.spec.platforms.push_back({"os", {}, 0});
    maker.spec.platform_uses.push_back({PlatformId{0}, maker.id_of("f"), 1.0, 0.0, {}});
    maker.spec.platform_uses.push_back({PlatformId{0}, maker.id_of("g"), 0.5, 0.0, {}});
    FragilityClass plant;
    plant.name = "plant";
    plant.states.push_back({"broken", 0.5, 0.5, 0.0, Distribution::fixed(1)});
    maker.spec.fragilities.push_back(plant);
    plant.name = "annex";
    maker.spec.fragilities.push_back(plant);
    plant.name = "racks";
    plant.measure = IntensityMeasure::pgv;
    maker.spec.fragilities.push_back(plant);
    maker.spec.function_fragilities = {
        {maker.id_of("f"), FragilityId{0}}, {maker.id_of("f"), FragilityId{1}}, {maker.id_of("g"), FragilityId{2}}};
    return maker;
}

GivenEventSpec& event(SpecMaker& maker, const std::string& name, double probability = 1.0,
                      const std::string& one_of = {}) {
    GivenEventSpec spec;
    spec.name = name;
    spec.probability = probability;
    spec.one_of = one_of;
    spec.rows.emplace_back();
    spec.rows[0].function = maker.id_of("f");
    maker.spec.given_events.push_back(spec);
    return maker.spec.given_events.back();
}

std::string only_error(const SpecMaker& maker) {
    return maker.errors.items().size() == 1 ? maker.errors.items()[0].text()
                                            : std::to_string(maker.errors.items().size()) + " errors";
}

TEST(ExpandGivenEvents, RowsStrikeFunctionsAndPlatformsWhereTheySay) {
    SpecMaker maker = two_regions();
    GivenEventSpec& spec = event(maker, "attack", 0.5);
    spec.at = 1.5;
    spec.threat = ThreatClass::cyber;
    spec.rows[0].chance = 0.25;
    spec.rows[0].damage.kind = DamageKind::ot;
    GivenRowSpec platform;
    platform.target = GivenRowSpec::Target::platform;
    platform.platform = PlatformId{0};
    platform.regions = {RegionId{1}};
    spec.rows.push_back(platform);
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << only_error(maker);
    const GivenEvent& made = model.given_events[GivenEventId{0}];
    EXPECT_EQ(made.at, ticks_from_hours(1.5));
    EXPECT_EQ(made.threat, ThreatClass::cyber);
    EXPECT_EQ(made.low, 0U);
    EXPECT_EQ(made.high, chance_word(0.5));
    EXPECT_FALSE(made.certain);
    EXPECT_EQ(made.draw, made.hash);
    ASSERT_EQ(made.damages.size(), 2U);
    EXPECT_EQ(made.damages[0].kind, DamageKind::ot);
    std::vector<std::string> struck;
    for (const GivenHit& hit : made.hits) {
        struck.push_back(model.nodes[hit.node].name + " " + std::to_string(hit.damage));
        EXPECT_EQ(hit.chance, chance_word(hit.damage == 0 ? 0.25 : 1.0));
    }
    EXPECT_THAT(struck, testing::ElementsAre("f@A 0", "f@B 0", "f@B 1", "g@B 1"));
}

TEST(ExpandGivenEvents, ShakesByTheMeasureOfTheClass) {
    SpecMaker maker = two_regions();
    GivenEventSpec& spec = event(maker, "quake");
    spec.rows[0] = {};
    spec.rows[0].target = GivenRowSpec::Target::shaking;
    spec.rows[0].intensity = 0.4;
    spec.rows[0].regions = {RegionId{1}};
    spec.rows.push_back(spec.rows[0]);
    spec.rows[1].measure = IntensityMeasure::pgv;
    spec.rows[1].intensity = 30.0;
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << only_error(maker);
    const GivenEvent& made = model.given_events[GivenEventId{0}];
    EXPECT_TRUE(made.certain);
    std::vector<std::string> shaken;
    for (const GivenShaking& shaking : made.shakings) {
        const FragilityClass& fragility = model.fragilities[shaking.fragility];
        shaken.push_back(model.nodes[shaking.node].name + " " + fragility.name);
        EXPECT_DOUBLE_EQ(shaking.ln_intensity, std::log(fragility.measure == IntensityMeasure::pga ? 0.4 : 30.0));
        EXPECT_EQ(shaking.chance, certain_word);
    }
    EXPECT_THAT(shaken, testing::ElementsAre("f@B annex", "f@B plant", "g@B racks")) << "by node, then class";
}

TEST(ExpandGivenEvents, AlternativesLieSideBySideInTheOrderOfNames) {
    SpecMaker maker = two_regions();
    event(maker, "c", 0.5, "which");
    event(maker, "a", 0.2, "which");
    event(maker, "b", 0.3, "which");
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << only_error(maker);
    const GivenEvent& c = model.given_events[GivenEventId{0}];
    const GivenEvent& a = model.given_events[GivenEventId{1}];
    const GivenEvent& b = model.given_events[GivenEventId{2}];
    EXPECT_EQ(a.low, 0U);
    EXPECT_EQ(a.high, chance_word(0.2));
    EXPECT_EQ(b.low, a.high);
    EXPECT_EQ(b.high, chance_word(0.5));
    EXPECT_EQ(c.low, b.high);
    EXPECT_EQ(c.high, certain_word);
    EXPECT_EQ(a.draw, b.draw);
    EXPECT_NE(a.draw, a.hash);
    EXPECT_FALSE(c.certain);
}

TEST(ExpandGivenEvents, RefusesAlternativesOfMoreThanOne) {
    SpecMaker maker = two_regions();
    event(maker, "a", 0.6, "which");
    event(maker, "b", 0.6, "which");
    event(maker, "c", 0.6);
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("of one_of 'which' sum to 1.2"));
}

TEST(ExpandGivenEvents, RefusesRowsThatStrikeNothing) {
    SpecMaker maker = two_regions();
    GivenEventSpec& spec = event(maker, "quake");
    spec.rows[0].function = maker.id_of("g");
    spec.rows[0].regions = {RegionId{0}};
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("regions names 'A' where 'g' has no node"));

    spec.rows[0].target = GivenRowSpec::Target::shaking;
    spec.rows[0].measure = IntensityMeasure::pgv;
    spec.rows[0].intensity = 10.0;
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("a row of event 'quake' strikes nothing"));

    spec.rows[0].target = GivenRowSpec::Target::platform;
    spec.rows[0].platform = PlatformId{0};
    maker.spec.platform_uses.erase(maker.spec.platform_uses.begin());
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("no node in its regions is on the platform"));
}

TEST(ExpandGivenEvents, RefusesTwoIntensitiesOfOneMeasureAtANode) {
    SpecMaker maker = two_regions();
    GivenEventSpec& spec = event(maker, "quake");
    spec.rows[0] = {};
    spec.rows[0].target = GivenRowSpec::Target::shaking;
    spec.rows[0].intensity = 0.4;
    spec.rows.push_back(spec.rows[0]);
    spec.rows[1].regions = {RegionId{1}};
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("event 'quake' shakes 'f@B' twice by pga"));
}

}  // namespace
}  // namespace hadome::test
