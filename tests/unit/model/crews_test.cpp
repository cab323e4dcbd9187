#include <gmock/gmock.h>

#include "model/dependents.hpp"
#include "spec_maker.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Two sectors, three functions, two regions in two areas.
SpecMaker two_areas() {
    SpecMaker maker;
    maker.spec.sectors.push_back({"t", {}});
    maker.region("A", "west");
    maker.region("B", "east");
    for (const char* name : {"f", "g", "h"}) {
        maker.function(name);
    }
    maker.spec.functions[maker.id_of("h")].function.sector = SectorId{1};
    return maker;
}

CrewPoolSpec& pool(SpecMaker& maker, const std::string& name, std::optional<std::int32_t> crews = 2) {
    CrewPoolSpec spec;
    spec.name = name;
    spec.crews = crews;
    maker.spec.crew_pools.push_back(spec);
    return maker.spec.crew_pools.back();
}

std::vector<std::string> pool_names(const Model& model) {
    std::vector<std::string> names;
    for (const CrewPool& pool : model.crew_pools) {
        names.push_back(pool.name);
    }
    return names;
}

/// The name of the pool that serves; "-" where there is always a crew.
std::string server(const Model& model, const std::string& node, DamageKind kind) {
    const CrewDuty duty = model.crew_duty(node_named(model, node), kind);
    return duty.pool.valid() ? model.crew_pools[duty.pool].name : "-";
}

std::string only_error(const SpecMaker& maker) {
    return maker.errors.items().size() == 1 ? maker.errors.items()[0].text()
                                            : std::to_string(maker.errors.items().size()) + " errors";
}

TEST(ExpandCrews, APoolServesWhatIsInAllThatItNames) {
    SpecMaker maker = two_areas();
    CrewPoolSpec& spec = pool(maker, "p", 3);
    spec.sectors = {SectorId{0}};
    spec.functions = {maker.id_of("f"), maker.id_of("h")};
    spec.areas = {AreaId{1}};
    spec.regions = {RegionId{0}, RegionId{1}};
    spec.kinds = {DamageKind::ot, DamageKind::it};
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << only_error(maker);
    EXPECT_EQ(server(model, "f@B", DamageKind::it), "p");
    EXPECT_EQ(server(model, "f@B", DamageKind::ot), "p");
    EXPECT_EQ(server(model, "f@B", DamageKind::physical), "-") << "another kind";
    EXPECT_EQ(server(model, "f@A", DamageKind::it), "-") << "another area";
    EXPECT_EQ(server(model, "g@B", DamageKind::it), "-") << "another function";
    EXPECT_EQ(server(model, "h@B", DamageKind::it), "-") << "another sector";
    EXPECT_EQ(model.crew_pools[CrewPoolId{0}].crews, 3);
}

TEST(ExpandCrews, AsManyPoolsAsAreAskedFor) {
    using Per = CrewPoolSpec::Per;
    const auto pools_by = [](Per per) {
        SpecMaker maker = two_areas();
        pool(maker, "p").per = per;
        return pool_names(maker.expand());
    };
    EXPECT_THAT(pools_by(Per::pool), ElementsAre("p"));
    EXPECT_THAT(pools_by(Per::sector), ElementsAre("p.s", "p.t"));
    EXPECT_THAT(pools_by(Per::area), ElementsAre("p.west", "p.east"));
    EXPECT_THAT(pools_by(Per::region), ElementsAre("p.A", "p.B"));
    EXPECT_THAT(pools_by(Per::sector_area), ElementsAre("p.s.west", "p.s.east", "p.t.west", "p.t.east"));
    SpecMaker maker = two_areas();
    pool(maker, "p").per = Per::sector_area;
    EXPECT_EQ(server(maker.expand(), "h@A", DamageKind::it), "p.t.west");
}

TEST(ExpandCrews, WithoutANumberThereIsAlwaysACrew) {
    SpecMaker maker = two_areas();
    pool(maker, "p", std::nullopt);
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty());
    EXPECT_TRUE(model.crew_pools.empty());
    EXPECT_EQ(server(model, "f@A", DamageKind::it), "-");
}

TEST(ExpandCrews, UrgencyFollowsThePolicy) {
    const auto urgencies = [](CrewPolicy policy) {
        SpecMaker maker = two_areas();
        maker.spec.functions[maker.id_of("f")].value = 5.0;
        maker.rule("g", "f");
        maker.rule("h", "g", Scope::all).strength = 0.1;
        CrewPoolSpec& spec = pool(maker, "p");
        spec.policy = policy;
        if (policy == CrewPolicy::explicit_order) {
            spec.order = {maker.id_of("g"), maker.id_of("h")};
        }
        const Model model = maker.expand();
        EXPECT_TRUE(maker.errors.empty()) << only_error(maker);
        std::vector<std::int64_t> all;
        for (const char* node : {"f@A", "g@A", "h@A"}) {
            all.push_back(model.crew_duty(node_named(model, node), DamageKind::ot).urgency);
        }
        return all;
    };
    EXPECT_THAT(urgencies(CrewPolicy::fifo), ElementsAre(0, 0, 0));
    EXPECT_THAT(urgencies(CrewPolicy::by_value), ElementsAre(5000, 0, 0));
    EXPECT_THAT(urgencies(CrewPolicy::by_dependents), ElementsAre(3, 2, 0));
    EXPECT_THAT(urgencies(CrewPolicy::explicit_order), ElementsAre(0, 2, 1)) << "not named: last";
}

TEST(ExpandCrews, RefusesTwoPoolsForOneDamage) {
    SpecMaker maker = two_areas();
    pool(maker, "all").kinds = {DamageKind::it};
    CrewPoolSpec& spec = pool(maker, "vendor", std::nullopt);
    spec.functions = {maker.id_of("g")};
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("crew pools 'all' and 'vendor' both serve it damage of 'g@A'"));
    maker.spec.crew_pools[1].kinds = {DamageKind::ot};
    maker.expand();
    EXPECT_TRUE(maker.errors.empty()) << "of another kind";
}

TEST(ExpandCrews, RefusesPoolsThatServeNobody) {
    SpecMaker maker = two_areas();
    CrewPoolSpec& spec = pool(maker, "p");
    spec.sectors = {SectorId{1}};
    spec.functions = {maker.id_of("f")};
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("crew pool 'p' serves no node"));
}

TEST(ExpandCrews, RefusesAnOrderOfOthers) {
    SpecMaker maker = two_areas();
    CrewPoolSpec& spec = pool(maker, "p");
    spec.functions = {maker.id_of("f")};
    spec.policy = CrewPolicy::explicit_order;
    spec.order = {maker.id_of("f"), maker.id_of("g")};
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("names 'g', which it does not serve"));
}

TEST(ExpandCrews, RefusesAreasWhereARegionHasNone) {
    SpecMaker maker = two_areas();
    maker.region("C");
    maker.function("k");
    pool(maker, "p").per = CrewPoolSpec::Per::area;
    maker.expand();
    EXPECT_THAT(only_error(maker), HasSubstr("crew pool 'p' has no crews for 'k@C'"));
}

/// By brute force: everyone that can be reached from a node along its uses.
std::int64_t dependents_of(const Model& model, NodeId start) {
    std::vector<NodeId> found{start};
    for (std::size_t next = 0; next < found.size(); ++next) {
        for (const Use& use : model.uses_of(found[next])) {
            const NodeId consumer = model.groups[use.group].consumer;
            if (std::find(found.begin(), found.end(), consumer) == found.end()) {
                found.push_back(consumer);
            }
        }
    }
    return static_cast<std::int64_t>(found.size()) - 1;
}

TEST(CountDependents, ARoadThatRepairNeedsAndADepotThatFillsCount) {
    SpecMaker maker;
    maker.region("A");
    for (const char* name : {"road", "depot", "grid", "hospital"}) {
        maker.function(name);
    }
    maker.rule("grid", "road").role = GroupRole::repair;
    maker.rule("hospital", "grid").stores = {
        {.name = {}, .capacity = 100, .refill = 10, .refilled_by = maker.id_of("depot")}};
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << only_error(maker);
    const auto counts = count_dependents(model);
    EXPECT_EQ(counts[node_named(model, "road@A")], 2) << "the grid, and through it the hospital";
    EXPECT_EQ(counts[node_named(model, "depot@A")], 1);
    EXPECT_EQ(counts[node_named(model, "grid@A")], 1);
    EXPECT_EQ(counts[node_named(model, "hospital@A")], 0);
}

TEST(CountDependents, AgreesWithBruteForce) {
    // More than a word of nodes, with circles, and groups of all roles.
    SpecMaker maker;
    for (int i = 0; i < 40; ++i) {
        maker.region("R" + std::to_string(i), "area" + std::to_string(i % 7));
    }
    for (const char* name : {"a", "b", "c", "d", "e"}) {
        maker.function(name);
    }
    maker.rule("a", "b").strength = 0.5;
    maker.rule("b", "a", Scope::area).strength = 0.5;
    maker.rule("c", "b").stores = {{.name = {}, .capacity = 100, .refill = 10, .refilled_by = maker.id_of("e")}};
    maker.rule("d", "c", Scope::named).named = {RegionId{3}, RegionId{5}};
    maker.rule("d", "e").role = GroupRole::repair;
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty()) << only_error(maker);
    const auto counts = count_dependents(model);
    for (const NodeId node : ids_of(model.nodes)) {
        EXPECT_EQ(counts[node], dependents_of(model, node)) << model.nodes[node].name;
    }
}

}  // namespace
}  // namespace hadome::test
