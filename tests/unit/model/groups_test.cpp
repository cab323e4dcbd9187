#include <gmock/gmock.h>

#include <algorithm>

#include "spec_maker.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

/// Three regions in two areas; A and B are near each other.
SpecMaker three_regions() {
    SpecMaker maker;
    maker.region("A", "west", 100.0, 35.0, 135.0);
    maker.region("B", "west", 300.0, 35.5, 135.5);
    maker.region("C", "east", 600.0, 40.0, 141.0);
    return maker;
}

std::string only_error(const SpecMaker& maker) {
    return maker.errors.items().size() == 1 ? maker.errors.items()[0].text()
                                            : std::to_string(maker.errors.items().size()) + " errors";
}

TEST(ExpandGroups, EveryScope) {
    SpecMaker maker = three_regions();
    const RegionId a{0};
    const RegionId c{2};
    maker.function("hub", {{a, "x", 1.0}, {a, "y", 3.0}, {c, "", 2.0}});
    maker.function("f");
    maker.rule("f", "hub", Scope::same).only_in = {a, c};
    maker.rule("f", "hub", Scope::area).only_in = {a};
    maker.spec.dependencies.back().group = "in_area";
    maker.rule("f", "hub", Scope::nearest).group = "near";
    maker.rule("f", "hub", Scope::all).group = "any_where";
    maker.rule("f", "hub", Scope::named).group = "at_c";
    maker.spec.dependencies.back().named = {c, c};
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << maker.errors.items()[0].text();

    EXPECT_THAT(suppliers_of(model, "f@A<-hub"), ElementsAre(Pair("hub@A.x", 0.25), Pair("hub@A.y", 0.75)));
    EXPECT_THAT(suppliers_of(model, "f@C<-hub"), ElementsAre(Pair("hub@C", 1.0)));
    EXPECT_FALSE(group_named(model, "f@B<-hub").valid()) << "outside only_in";
    EXPECT_THAT(suppliers_of(model, "f@A<-in_area"), ElementsAre(Pair("hub@A.x", 0.25), Pair("hub@A.y", 0.75)));
    EXPECT_THAT(suppliers_of(model, "f@B<-near"), ElementsAre(Pair("hub@A.x", 1.0))) << "ties go by name";
    EXPECT_THAT(suppliers_of(model, "f@C<-near"), ElementsAre(Pair("hub@C", 1.0)));
    EXPECT_EQ(suppliers_of(model, "f@B<-any_where").size(), 3U);
    EXPECT_THAT(suppliers_of(model, "f@B<-at_c"), ElementsAre(Pair("hub@C", 1.0)));
}

TEST(ExpandGroups, ANodeServesItselfOnlyInItsOwnRegion) {
    SpecMaker maker = three_regions();
    maker.function("f");
    maker.rule("f", "f", Scope::same).strength = 0.5;
    maker.rule("f", "f", Scope::all).group = "others";
    maker.spec.dependencies.back().strength = 0.5;
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty());
    EXPECT_THAT(suppliers_of(model, "f@A<-f"), ElementsAre(Pair("f@A", 1.0)));
    EXPECT_THAT(suppliers_of(model, "f@A<-others"), ElementsAre(Pair("f@B", 0.5), Pair("f@C", 0.5)));
}

TEST(ExpandGroups, WeightsDivideTheShareOfARule) {
    SpecMaker maker = three_regions();
    maker.function("a");
    maker.function("b", {{RegionId{0}, "", 1.0}});
    maker.function("f", {{RegionId{0}, "", 1.0}});
    maker.rule("f", "a", Scope::all).group = "x";
    maker.spec.dependencies.back().weight = Split::population;
    maker.spec.dependencies.back().share = 0.75;
    maker.rule("f", "b", Scope::same).group = "x";
    maker.spec.dependencies.back().share = 0.25;
    maker.rule("f", "a", Scope::same).group = "y";
    maker.rule("f", "b", Scope::same).group = "y";
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty());
    const auto shares = suppliers_of(model, "f@A<-x");
    EXPECT_NEAR(shares.at("a@A"), 0.075, 1e-10);
    EXPECT_NEAR(shares.at("a@B"), 0.225, 1e-10);
    EXPECT_NEAR(shares.at("a@C"), 0.45, 1e-10);
    EXPECT_NEAR(shares.at("b@A"), 0.25, 1e-10);
    EXPECT_THAT(suppliers_of(model, "f@A<-y"), ElementsAre(Pair("a@A", 0.5), Pair("b@A", 0.5)))
        << "rules without shares have equal ones";
}

TEST(ExpandGroups, ANodeReachedTwiceIsOneSupplier) {
    SpecMaker maker = three_regions();
    maker.function("a");
    maker.function("f");
    maker.rule("f", "a", Scope::same).group = "x";
    maker.rule("f", "a", Scope::all).group = "x";
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty());
    const auto shares = suppliers_of(model, "f@A<-x");
    ASSERT_EQ(shares.size(), 3U);
    EXPECT_NEAR(shares.at("a@A"), 0.5 + 0.5 / 3.0, 1e-10);
}

TEST(ExpandGroups, BothDirectionsSayTheSame) {
    SpecMaker maker = three_regions();
    for (const char* name : {"a", "b", "c"}) {
        maker.function(name);
    }
    maker.rule("b", "a", Scope::all);
    maker.rule("c", "a", Scope::area);
    maker.rule("c", "b", Scope::nearest);
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty());
    std::size_t links = 0;
    for (const NodeId node : ids_of(model.nodes)) {
        for (const GroupId group : model.groups_of(node)) {
            EXPECT_EQ(model.groups[group].consumer, node);
            EXPECT_EQ(model.groups[group].rank, group.value() - (*model.groups_of(node).begin()).value());
            std::int64_t sum = 0;
            for (const Supplier& supplier : model.suppliers_of(group)) {
                sum += supplier.share.raw();
                const auto uses = model.uses_of(supplier.node);
                EXPECT_EQ(
                    std::count_if(uses.begin(), uses.end(),
                                  [&](const Use& use) { return use.group == group && use.share == supplier.share; }),
                    1);
                ++links;
            }
            EXPECT_EQ(sum, Fixed::one_raw);
        }
    }
    EXPECT_EQ(links, model.uses.size());
    EXPECT_EQ(links, model.suppliers.size());
}

TEST(ExpandGroups, OtherRowsChangeNoNode) {
    const auto build = [](bool more) {
        SpecMaker maker;
        if (more) {
            maker.region("Z", "east", 5.0);
        }
        maker.region("A", "west", 100.0);
        maker.region("B", "west", 300.0);
        const auto here = [&](bool zed) {
            std::vector<Site> sites;
            for (const RegionId id : ids_of(maker.spec.regions)) {
                if (zed || maker.spec.regions[id].name != "Z") {
                    sites.push_back({id, "", 1.0});
                }
            }
            return sites;
        };
        if (more) {
            maker.function("first");
        }
        maker.function("a", here(false));
        maker.function("f", here(false));
        if (more) {
            maker.rule("first", "f", Scope::all);
        }
        maker.rule("f", "a", Scope::all).weight = Split::population;
        return maker.expand();
    };
    const Model small = build(false);
    const Model large = build(true);
    for (const Node& node : small.nodes) {
        const NodeId twin = node_named(large, node.name);
        ASSERT_TRUE(twin.valid());
        EXPECT_EQ(large.nodes[twin].hash, node.hash);
    }
    for (const Group& group : small.groups) {
        const GroupId twin = group_named(large, group.name);
        ASSERT_TRUE(twin.valid());
        EXPECT_EQ(large.groups[twin].hash, group.hash);
        EXPECT_EQ(suppliers_of(large, group.name), suppliers_of(small, group.name));
    }
}

TEST(ExpandGroups, NamesTheNodeWithoutSupplier) {
    SpecMaker maker = three_regions();
    maker.function("hub", {{RegionId{2}, "", 1.0}});
    maker.function("f");
    maker.rule("f", "hub", Scope::area);
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("model.toml:1:1: node 'f@A' reaches no supplier"));
    SpecMaker homeless;
    homeless.region("A");
    homeless.function("a");
    homeless.function("f");
    homeless.rule("f", "a", Scope::area);
    homeless.expand();
    EXPECT_THAT(only_error(homeless), HasSubstr("belongs to no area"));
}

TEST(ExpandGroups, SharesAreThoseOfTheRulesThatApply) {
    SpecMaker maker = three_regions();
    maker.function("a");
    maker.function("b");
    maker.function("f");
    maker.rule("f", "a").group = "x";
    maker.spec.dependencies.back().share = 0.5;
    maker.rule("f", "b").group = "x";
    maker.spec.dependencies.back().share = 0.5;
    maker.spec.dependencies.back().only_in = {RegionId{0}, RegionId{1}};
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("group 'x' at node 'f@C' sum to 0.5"));
}

TEST(ExpandGroups, ARegionNamedInVainIsASlip) {
    SpecMaker maker = three_regions();
    maker.function("hub", {{RegionId{2}, "", 1.0}});
    maker.function("f", {{RegionId{0}, "", 1.0}});
    maker.rule("f", "hub", Scope::named).named = {RegionId{2}, RegionId{1}};
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("scope names 'B' where 'hub' has no node"));
    maker.spec.dependencies.back().named = {RegionId{2}};
    maker.spec.dependencies.back().only_in = {RegionId{0}, RegionId{2}};
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("only_in names 'C' where 'f' has no node"));
}

TEST(ExpandGroups, RefusesWhatWouldFillTheMemory) {
    SpecMaker maker;
    for (int i = 0; i < 8000; ++i) {
        maker.region("r" + std::to_string(i));
    }
    maker.function("a");
    maker.function("f");
    maker.rule("f", "a", Scope::all);
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("more than 50000000 supplier links"));
}

}  // namespace
}  // namespace hadome::test
