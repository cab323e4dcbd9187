#include <gmock/gmock.h>

#include "random/chance.hpp"
#include "spec_maker.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

/// Hospitals in two regions, one depot between them; rules are added by the test.
SpecMaker two_hospitals() {
    SpecMaker maker;
    maker.region("A", "west", 100.0, 35.0, 135.0);
    maker.region("B", "west", 300.0, 35.5, 135.5);
    maker.function("grid");
    maker.function("road");
    maker.function("depot", {{RegionId{0}, "", 1.0}});
    maker.function("hospital");
    return maker;
}

StoreSpec store_of(const std::string& name, Tick capacity, Tick refill = 0, FunctionId refilled_by = {}) {
    StoreSpec store;
    store.name = name;
    store.capacity = capacity;
    store.refill = refill;
    store.refilled_by = refilled_by;
    return store;
}

std::string first_error(const SpecMaker& maker) {
    return maker.errors.empty() ? "no error" : maker.errors.items()[0].text();
}

TEST(ExpandStores, AChainStandsInTheOrderOfUseAtEveryNode) {
    SpecMaker maker = two_hospitals();
    DependencySpec& rule = maker.rule("hospital", "grid");
    rule.stores = {store_of("battery", 100), store_of("generator", 2000, 500)};
    rule.stores[1].start_failure = 0.25;
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << first_error(maker);
    ASSERT_EQ(model.groups.size(), 2U);
    ASSERT_EQ(model.stores.size(), 4U);
    for (const GroupId group : ids_of(model.groups)) {
        const auto stores = model.stores_of(group);
        ASSERT_EQ(stores.size(), 2U);
        EXPECT_EQ(model.stores[*stores.begin()].capacity, 100);
        const Store& generator = model.stores[StoreId{(*stores.begin()).value() + 1}];
        EXPECT_EQ(generator.capacity, 2000);
        EXPECT_EQ(generator.refill, 500);
        EXPECT_EQ(generator.start_failure, chance_word(0.25));
        EXPECT_FALSE(generator.refilled_by.valid());
        EXPECT_NE(generator.hash, model.stores[*stores.begin()].hash);
    }
    EXPECT_NE(model.stores[StoreId{0}].hash, model.stores[StoreId{2}].hash) << "each node has its own";
}

TEST(ExpandStores, ThoseWhoRefillAreAGroupOfTheirOwnBehindAllOthers) {
    SpecMaker maker = two_hospitals();
    DependencySpec& needs = maker.rule("hospital", "grid");
    needs.stores = {store_of("battery", 100), store_of("generator", 2000, 500, maker.id_of("depot"))};
    needs.stores[1].refill_scope = Scope::area;
    DependencySpec& repair = maker.rule("hospital", "road");
    repair.role = GroupRole::repair;
    repair.repairs = 5;
    maker.rule("hospital", "road").group = "z";
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << first_error(maker);
    const NodeId hospital = node_named(model, "hospital@B");
    std::vector<std::string> names;
    for (std::int32_t g = model.first_group[hospital.offset()]; g < model.first_group[hospital.offset() + 1]; ++g) {
        EXPECT_EQ(model.groups[GroupId{g}].rank, static_cast<std::int32_t>(names.size()));
        names.push_back(model.groups[GroupId{g}].name);
    }
    EXPECT_THAT(names, ElementsAre("hospital@B<-grid", "hospital@B<-z", "hospital@B<-road", "hospital@B<-grid.2"));
    EXPECT_EQ(model.groups_of(hospital).size(), 2U);
    ASSERT_EQ(model.repair_groups_of(hospital).size(), 1U);
    EXPECT_EQ(model.groups[*model.repair_groups_of(hospital).begin()].repairs, 5U);

    const GroupId refill = group_named(model, "hospital@B<-grid.2");
    const GroupId fed = group_named(model, "hospital@B<-grid");
    EXPECT_EQ(model.groups[refill].role, GroupRole::refill);
    EXPECT_EQ(model.groups[refill].feeds, fed);
    EXPECT_EQ(model.groups[refill].strength, Fixed::one());
    EXPECT_THAT(suppliers_of(model, "hospital@B<-grid.2"), ElementsAre(Pair("depot@A", 1.0)));
    EXPECT_EQ(model.stores[StoreId{model.groups[fed].first_store + 1}].refilled_by, refill);
    EXPECT_EQ(model.uses_of(node_named(model, "depot@A")).size(), 2U);
}

TEST(ExpandStores, AStoreThatNobodyReachesIsAnError) {
    SpecMaker maker = two_hospitals();
    maker.rule("hospital", "grid").stores = {store_of("generator", 2000, 500, maker.id_of("depot"))};
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(first_error(maker), HasSubstr("a store of node 'hospital@B' is refilled by nobody"));
    EXPECT_THAT(first_error(maker), HasSubstr("refill_scope"));
}

TEST(ExpandStores, AGroupMayNotBeCalledAsOneThatRefills) {
    SpecMaker maker = two_hospitals();
    DependencySpec& rule = maker.rule("hospital", "grid");
    rule.stores = {store_of("generator", 2000, 500, maker.id_of("depot"))};
    rule.stores[0].refill_scope = Scope::all;
    maker.rule("hospital", "road").group = "grid.1";
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(first_error(maker), HasSubstr("group 'grid.1' of 'hospital' has the name of one that fills a store"));
}

TEST(ExpandStores, RulesOfAGroupAgreeOnThem) {
    const auto error_of = [](const auto& change) {
        SpecMaker maker = two_hospitals();
        maker.rule("hospital", "grid").stores = {store_of("", 100)};
        DependencySpec other = maker.spec.dependencies.back();
        other.scope = Scope::area;
        change(other);
        maker.spec.dependencies.push_back(other);
        maker.expand();
        return first_error(maker);
    };
    EXPECT_EQ(error_of([](DependencySpec&) {}), "no error");
    EXPECT_THAT(error_of([](DependencySpec& rule) { rule.stores[0].capacity = 99; }), HasSubstr("differ in buffer;"));
    EXPECT_THAT(error_of([](DependencySpec& rule) { rule.stores.clear(); }), HasSubstr("differ in buffer;"));
    EXPECT_THAT(error_of([](DependencySpec& rule) { rule.per_site = true; }), HasSubstr("differ in buffer_kind;"));
    EXPECT_THAT(error_of([](DependencySpec& rule) { rule.stores[0].refill = 9; }), HasSubstr("differ in refill;"));
    EXPECT_THAT(error_of([](DependencySpec& rule) { rule.stores[0].refill_priority = 1; }),
                HasSubstr("differ in refill_priority;"));
    EXPECT_THAT(error_of([](DependencySpec& rule) { rule.stores[0].start_failure = 0.5; }),
                HasSubstr("differ in start_failure;"));
    EXPECT_THAT(error_of([](DependencySpec& rule) { rule.stores[0].name = "battery"; }),
                HasSubstr("differ in stores;"));
    EXPECT_THAT(error_of([](DependencySpec& rule) { rule.role = GroupRole::repair; }), HasSubstr("differ in role;"));
    EXPECT_THAT(error_of([](DependencySpec& rule) { rule.repairs = 1; }), HasSubstr("differ in repairs;"));
}

TEST(ExpandClaims, ClassesFollowEachOtherAndFillTheWhole) {
    SpecMaker maker = two_hospitals();
    maker.spec.functions[maker.id_of("road")].priority_shares = {0.3, 0.6, 0.1};
    maker.rule("hospital", "road").priority = 2;
    maker.rule("depot", "road").priority = 1;
    maker.rule("grid", "road").strength = 0.5;
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << first_error(maker);
    const auto claim_at = [&](const std::string& group) {
        return model.suppliers_of(group_named(model, group))[0].claim;
    };
    const Claim& second = model.claims[claim_at("hospital@A<-road")];
    EXPECT_NEAR(second.higher.to_double(), 0.3, 1e-10);
    EXPECT_NEAR(second.share.to_double(), 0.6, 1e-10);
    EXPECT_EQ(model.claims[claim_at("depot@A<-road")].higher, Fixed::zero());
    EXPECT_FALSE(claim_at("grid@A<-road").valid()) << "without a class it sees the supplier as it is";
    const Claim& last = model.claims[ClaimId{2}];
    EXPECT_EQ(last.higher.raw() + last.share.raw(), Fixed::one_raw);
    for (const Use& use : model.uses_of(node_named(model, "road@A"))) {
        EXPECT_EQ(use.claim, claim_at(model.groups[use.group].name));
    }
}

TEST(ExpandClaims, RefusesClassesThatDoNotExistOrDiffer) {
    SpecMaker maker = two_hospitals();
    maker.rule("hospital", "road").priority = 1;
    maker.expand();
    EXPECT_THAT(first_error(maker), HasSubstr("priority at 'road', which has no priority_shares"));
    maker.spec.functions[maker.id_of("road")].priority_shares = {0.5, 0.5};
    maker.spec.dependencies[0].priority = 3;
    maker.expand();
    EXPECT_THAT(first_error(maker), HasSubstr("priority 3 at 'road', which has 2 classes"));
    maker.spec.dependencies[0].priority = 2;
    maker.rule("hospital", "road", Scope::area).priority = 1;
    maker.expand();
    EXPECT_THAT(first_error(maker), HasSubstr("differ in priority at one supplier"));
}

TEST(ExpandClaims, OfThoseWhoAreFilled) {
    SpecMaker maker = two_hospitals();
    maker.spec.functions[maker.id_of("depot")].priority_shares = {0.25, 0.75};
    maker.rule("hospital", "grid").stores = {store_of("battery", 100),
                                             store_of("generator", 2000, 500, maker.id_of("depot"))};
    StoreSpec& generator = maker.spec.dependencies[0].stores[1];
    generator.refill_scope = Scope::all;
    generator.refill_priority = 2;
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << first_error(maker);
    const ClaimId claim = model.suppliers_of(group_named(model, "hospital@B<-grid.2"))[0].claim;
    ASSERT_TRUE(claim.valid());
    EXPECT_EQ(model.claims[claim].higher, Fixed::from_double(0.25));
    EXPECT_EQ(model.claims[claim].share, Fixed::from_double(0.75));
    EXPECT_FALSE(model.suppliers_of(group_named(model, "hospital@B<-grid"))[0].claim.valid());
    generator.refill_priority = 3;
    maker.expand();
    EXPECT_THAT(first_error(maker), HasSubstr("refill_priority 3 at 'depot', which has 2 classes"));
}

TEST(ExpandNodes, CarryTheirFunctionsWays) {
    SpecMaker maker = two_hospitals();
    Function& function = maker.spec.functions[maker.id_of("grid")].function;
    function.black_start = true;
    function.repeat = Repeat::ignore_while_down;
    function.min_speed = Fixed::from_double(0.25);
    const Model model = maker.expand();
    const Node& node = model.nodes[node_named(model, "grid@B")];
    EXPECT_TRUE(node.black_start);
    EXPECT_EQ(node.repeat, Repeat::ignore_while_down);
    EXPECT_EQ(node.min_speed, Fixed::from_double(0.25));
    EXPECT_FALSE(model.nodes[node_named(model, "road@B")].black_start);
}

}  // namespace
}  // namespace hadome::test
