#include <gmock/gmock.h>

#include <cmath>

#include "random/chance.hpp"
#include "spec_maker.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Functions power (sector s), bank and rail (sector t) in regions A and B of 100 and 300 people.
SpecMaker three_functions() {
    SpecMaker maker;
    maker.region("A", "west", 100.0);
    maker.region("B", "east", 300.0);
    maker.spec.sectors.push_back({"t", {}});
    maker.function("power");
    maker.function("bank").function.sector = SectorId{1};
    maker.function("rail").function.sector = SectorId{1};
    return maker;
}

CampaignSpec campaign(const std::string& name) {
    CampaignSpec spec;
    spec.source.name = name;
    spec.where = {"model.toml", 50, 1};
    return spec;
}

CyberTargetSpec target(FunctionId function, double attractiveness, std::int32_t of = -1) {
    CyberTargetSpec spec;
    spec.function = function;
    spec.campaign = of;
    spec.attractiveness = attractiveness;
    spec.where = {"model.toml", 60, 1};
    return spec;
}

std::map<std::string, double> targets_of(const Model& model, std::size_t campaign = 0) {
    std::map<std::string, double> all;
    for (const CampaignTarget& target : model.campaigns.at(campaign).targets) {
        all[model.nodes[target.node].name] = target.attractiveness;
    }
    return all;
}

std::string words_of(const SpecMaker& maker) {
    std::string words;
    for (const Diagnostic& error : maker.errors.items()) {
        words += error.text() + "\n";
    }
    return words;
}

TEST(ExpandCampaigns, ChooseAmongFunctionsAndSectors) {
    SpecMaker maker = three_functions();
    maker.spec.campaigns = {campaign("all"), campaign("named"), campaign("both")};
    maker.spec.campaigns[1].functions = {maker.id_of("bank")};
    maker.spec.campaigns[2].functions = {maker.id_of("power")};
    maker.spec.campaigns[2].sectors = {SectorId{1}};
    const Model model = maker.expand();
    ASSERT_THAT(words_of(maker), IsEmpty());
    EXPECT_EQ(targets_of(model, 0).size(), 6U);
    EXPECT_THAT(targets_of(model, 1), ElementsAre(testing::Pair("bank@A", 1.0), testing::Pair("bank@B", 1.0)));
    EXPECT_EQ(targets_of(model, 2).size(), 6U);
    EXPECT_NE(model.campaigns[0].hash, model.campaigns[1].hash);
}

TEST(ExpandCampaigns, TheCampaignsOwnRowGoesBeforeTheRowForAll) {
    SpecMaker maker = three_functions();
    maker.spec.campaigns = {campaign("a"), campaign("b")};
    maker.spec.campaigns[0].success = 0.5;
    maker.spec.cyber_targets = {target(maker.id_of("bank"), 8.0), target(maker.id_of("bank"), 2.0, 1),
                                target(maker.id_of("rail"), 0.0)};
    maker.spec.cyber_targets[0].split = Split::population;
    maker.spec.cyber_targets[0].success = 0.5;
    const Model model = maker.expand();
    ASSERT_THAT(words_of(maker), IsEmpty());
    const std::map<std::string, double> first{{"bank@A", 2.0}, {"bank@B", 6.0}, {"power@A", 1.0}, {"power@B", 1.0}};
    EXPECT_EQ(targets_of(model, 0), first);
    EXPECT_EQ(targets_of(model, 1).at("bank@A"), 2.0);
    for (const CampaignTarget& one : model.campaigns[0].targets) {
        const bool bank = model.nodes[one.node].function == maker.id_of("bank");
        EXPECT_EQ(one.success, chance_word(bank ? 0.25 : 0.5));
    }
    EXPECT_EQ(model.campaigns[1].targets.front().success, certain_word);
}

TEST(ExpandCampaigns, SaysWhatHasNoEffect) {
    SpecMaker maker = three_functions();
    maker.spec.campaigns = {campaign("a")};
    maker.spec.campaigns[0].functions = {maker.id_of("bank")};
    maker.spec.cyber_targets = {target(maker.id_of("bank"), 0.0), target(maker.id_of("rail"), 3.0)};
    maker.expand();
    EXPECT_THAT(words_of(maker), HasSubstr("model.toml:50:1: campaign 'a' has no target"));
    EXPECT_THAT(words_of(maker), HasSubstr("model.toml:60:1: a row of cyber_target for 'rail' has no effect"));
    EXPECT_EQ(maker.errors.items().size(), 2U);
    maker.spec.cyber_targets = {target(maker.id_of("bank"), 1.0)};
    maker.spec.cyber_targets[0].split = Split::product;
    maker.spec.regions[RegionId{0}].product = maker.spec.regions[RegionId{1}].product = 0.0;
    maker.expand();
    EXPECT_THAT(words_of(maker), HasSubstr("the attractiveness of 'bank' cannot be divided"));
}

std::vector<std::string> links_from(const Model& model, const std::string& node) {
    std::vector<std::string> names;
    for (const CyberLink& link : model.cyber_links_from(node_named(model, node))) {
        names.push_back(model.nodes[link.to].name);
    }
    return names;
}

CyberLinkSpec link(FunctionId from, FunctionId to, Scope scope, double probability = 0.5) {
    CyberLinkSpec spec;
    spec.from = from;
    spec.to = to;
    spec.scope = scope;
    spec.probability = probability;
    spec.where = {"model.toml", 70, 1};
    return spec;
}

TEST(ExpandCampaigns, LinksLeadToNodesInScope) {
    SpecMaker maker = three_functions();
    EXPECT_TRUE(maker.expand().cyber_links_from(NodeId{0}).empty());
    maker.spec.cyber_links = {link(maker.id_of("rail"), maker.id_of("bank"), Scope::same),
                              link(maker.id_of("bank"), maker.id_of("rail"), Scope::all, 0.25),
                              link(maker.id_of("bank"), maker.id_of("bank"), Scope::all)};
    const Model model = maker.expand();
    ASSERT_THAT(words_of(maker), IsEmpty());
    EXPECT_THAT(links_from(model, "rail@A"), ElementsAre("bank@A"));
    EXPECT_THAT(links_from(model, "rail@B"), ElementsAre("bank@B"));
    EXPECT_THAT(links_from(model, "bank@B"), ElementsAre("bank@A", "rail@A", "rail@B"));
    EXPECT_TRUE(links_from(model, "power@A").empty());
    EXPECT_EQ(model.cyber_links_from(node_named(model, "bank@A")).back().probability, 0.25);
}

TEST(ExpandCampaigns, RefusesLinksThatLeadNowhereOrTwiceToOneNode) {
    SpecMaker maker = three_functions();
    maker.spec.cyber_links = {link(maker.id_of("rail"), maker.id_of("rail"), Scope::same)};
    maker.expand();
    EXPECT_THAT(words_of(maker), HasSubstr("no node of 'rail' reaches one of 'rail'"));
    maker.spec.cyber_links = {link(maker.id_of("rail"), maker.id_of("bank"), Scope::all),
                              link(maker.id_of("rail"), maker.id_of("bank"), Scope::same)};
    maker.spec.cyber_links[1].where.line = 71;
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(words_of(maker), HasSubstr("model.toml:71:1: 'rail@A' and 'bank@A' are linked twice"));
}

TEST(ExpandSharing, MembersAreFunctionsNamedAndThoseOfSectors) {
    SpecMaker maker = three_functions();
    EXPECT_TRUE(maker.expand().memberships_of(NodeId{0}).empty());
    SharingSpec sector;
    sector.scheme.name = "t-isac";
    sector.sectors = {SectorId{1}};
    SharingSpec both;
    both.scheme.name = "council";
    both.sectors = {SectorId{1}};
    both.functions = {maker.id_of("bank"), maker.id_of("power")};
    both.immunity = 0.25;
    maker.spec.sharing_schemes = {sector, both};
    const Model model = maker.expand();
    ASSERT_THAT(words_of(maker), IsEmpty());
    const auto members = [&](const std::string& node) {
        const auto all = model.memberships_of(node_named(model, node));
        return std::vector<SharingId>(all.begin(), all.end());
    };
    EXPECT_THAT(members("power@B"), ElementsAre(SharingId{1}));
    EXPECT_THAT(members("bank@A"), ElementsAre(SharingId{0}, SharingId{1}));
    EXPECT_THAT(members("rail@B"), ElementsAre(SharingId{0}, SharingId{1}));
    EXPECT_EQ(model.sharing_schemes[SharingId{1}].immunity, chance_word(0.25));
    EXPECT_NE(model.sharing_schemes[SharingId{0}].hash, model.sharing_schemes[SharingId{1}].hash);
}

}  // namespace
}  // namespace hadome::test
