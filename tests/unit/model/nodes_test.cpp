#include <gmock/gmock.h>

#include "core/name_hash.hpp"
#include "spec_maker.hpp"

namespace hadome::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> node_names(const Model& model) {
    std::vector<std::string> names;
    for (const Node& node : model.nodes) {
        names.push_back(node.name);
    }
    return names;
}

TEST(ExpandNodes, StandByFunctionThenRegion) {
    SpecMaker maker;
    const RegionId b = maker.region("B");
    const RegionId a = maker.region("A");
    maker.function("g", {{a, "y", 1.0}, {b, "", 1.0}, {a, "x", 1.0}});
    maker.function("f");
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty());
    EXPECT_THAT(node_names(model), ElementsAre("g@B", "g@A.y", "g@A.x", "f@B", "f@A"));
    EXPECT_EQ(model.nodes[NodeId{2}].rank, 2) << "ranks follow the bytes of names: f@A f@B g@A.x g@A.y g@B";
    EXPECT_EQ(model.nodes[NodeId{0}].rank, 4);
    EXPECT_EQ(model.nodes[NodeId{4}].rank, 0);
    for (const Node& node : model.nodes) {
        EXPECT_EQ(node.hash, name_hash(node.name));
    }
}

TEST(ExpandNodes, ValuesAreDivided) {
    SpecMaker maker;
    const RegionId a = maker.region("A", "", 300.0);
    const RegionId b = maker.region("B", "", 100.0);
    const std::vector<Site> sites{{a, "x", 1.0}, {a, "y", 3.0}, {b, "", 4.0}};
    const auto values = [&](Split split) {
        FunctionSpec& function = maker.function("f" + name_of(split), sites);
        function.value = 1000.0;
        function.value_split = split;
        function.people = 0.5;
        const Model model = maker.expand();
        std::vector<std::int64_t> parts;
        for (const Node& node : model.nodes) {
            if (node.function == maker.id_of("f" + name_of(split))) {
                parts.push_back(node.value);
            }
        }
        return parts;
    };
    EXPECT_THAT(values(Split::each), ElementsAre(1000000, 1000000, 1000000)) << "thousandths of a yen";
    EXPECT_THAT(values(Split::equal), ElementsAre(333333, 333333, 333333));
    EXPECT_THAT(values(Split::capacity), ElementsAre(125000, 375000, 500000));
    EXPECT_THAT(values(Split::population), ElementsAre(187500, 562500, 250000));
    EXPECT_THAT(values(Split::product), ElementsAre(187500, 562500, 250000));
    const Model model = maker.expand();
    EXPECT_EQ(model.nodes[NodeId{0}].people, 38) << "0.5 x 300 x 1/4, rounded";
    EXPECT_EQ(model.nodes[NodeId{2}].people, 50);
}

TEST(ExpandNodes, RefusesWhatCannotBeDivided) {
    SpecMaker maker;
    maker.region("A");
    FunctionSpec& function = maker.function("f");
    function.value = 1.0;
    function.value_split = Split::population;
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("cannot be divided"));
}

TEST(ExpandNodes, RefusesTwoNodesOfOneName) {
    SpecMaker maker;
    const RegionId a = maker.region("A");
    maker.function("f", {{a, "", 1.0}, {a, "", 2.0}});
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("two nodes are called 'f@A'"));
}

TEST(ExpandNodes, RefusesAFunctionWithoutNodes) {
    SpecMaker maker;
    maker.region("A");
    maker.function("f").sites.clear();
    maker.expand();
    ASSERT_EQ(maker.errors.items().size(), 1U);
    EXPECT_THAT(maker.errors.items()[0].text(), HasSubstr("has no nodes"));
}

}  // namespace
}  // namespace hadome::test
