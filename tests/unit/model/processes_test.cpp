#include <gmock/gmock.h>

#include "model/hash_check.hpp"
#include "spec_maker.hpp"

namespace hadome::test {
namespace {

TEST(ExpandProcesses, RatesAreDivided) {
    SpecMaker maker;
    maker.region("A", "", 100.0);
    maker.region("B", "", 300.0);
    maker.function("f", {{RegionId{0}, "", 3.0}, {RegionId{1}, "", 1.0}});
    const auto rates = [&](Split split) {
        UnintendedSpec unintended;
        unintended.source.name = "u";
        unintended.source.function = maker.id_of("f");
        unintended.rate = 8.0;
        unintended.rate_split = split;
        maker.spec.unintended = {unintended};
        std::vector<double> result;
        const Model model = maker.expand();
        for (const UnintendedProcess& process : model.unintended_processes) {
            result.push_back(process.rate);
        }
        return result;
    };
    EXPECT_THAT(rates(Split::each), testing::ElementsAre(8.0, 8.0));
    EXPECT_THAT(rates(Split::equal), testing::ElementsAre(4.0, 4.0));
    EXPECT_THAT(rates(Split::capacity), testing::ElementsAre(6.0, 2.0));
    EXPECT_THAT(rates(Split::population), testing::ElementsAre(2.0, 6.0));
}

TEST(ExpandProcesses, StaffingMultipliesTheRatesOfHumanCauses) {
    SpecMaker maker;
    maker.region("A");
    maker.function("f");
    maker.function("g");
    maker.spec.sectors.begin()->staffing = 1.5;
    maker.spec.functions[maker.id_of("g")].staffing = 0.5;
    for (const char* cause : {"operator_error", "failed_change", "software_defect", "overload", "equipment"}) {
        for (const char* function : {"f", "g"}) {
            UnintendedSpec unintended;
            unintended.source.name = std::string(cause) + function;
            unintended.source.function = maker.id_of(function);
            unintended.source.cause = cause;
            unintended.rate = 8.0;
            maker.spec.unintended.push_back(unintended);
        }
    }
    std::vector<double> rates;
    const Model model = maker.expand();
    for (const UnintendedProcess& process : model.unintended_processes) {
        rates.push_back(process.rate);
    }
    EXPECT_THAT(rates, testing::ElementsAre(12.0, 6.0, 12.0, 6.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0));
}

TEST(ExpandProcesses, ExposuresStandByPlatformAndNode) {
    SpecMaker maker;
    maker.region("A");
    maker.region("B");
    maker.function("f");
    maker.function("g");
    maker.spec.platforms.push_back({"p", {}, 0});
    maker.spec.platforms.push_back({"q", {}, 0});
    maker.spec.platform_uses = {{PlatformId{1}, maker.id_of("g"), 0.5, 0.0, {}},
                                {PlatformId{0}, maker.id_of("g"), 0.2, 0.0, {}},
                                {PlatformId{1}, maker.id_of("f"), 0.1, 0.0, {}}};
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty());
    const auto of_q = model.exposures_of(PlatformId{1});
    ASSERT_EQ(of_q.size(), 4U);
    EXPECT_EQ(model.nodes[of_q[0].node].name, "f@A");
    EXPECT_EQ(of_q[0].exposure, 0.1);
    EXPECT_EQ(model.nodes[of_q[3].node].name, "g@B");
    EXPECT_EQ(model.exposures_of(PlatformId{0}).size(), 2U);
}

TEST(ExpandProcesses, NamesOfDifferentKindsDoNotMeet) {
    SpecMaker maker;
    maker.region("A");
    maker.function("f");
    maker.spec.platforms.push_back({"x", {}, 0});
    WormSource worm;
    worm.name = "x";
    worm.platform = PlatformId{0};
    maker.spec.worms = {worm};
    EarthquakeSource earthquake;
    earthquake.name = "x";
    maker.spec.earthquakes = {earthquake};
    const Model model = maker.expand();
    ASSERT_TRUE(maker.errors.empty());
    EXPECT_NE(model.worms[0].hash, model.earthquakes[0].hash);
    EXPECT_NE(model.worms[0].hash, model.platforms.begin()->hash);
}

TEST(HashCheck, FindsTwins) {
    EXPECT_FALSE(find_collision({{1, "a"}, {2, "b"}, {3, "c"}}));
    const auto twins = find_collision({{7, "b"}, {2, "c"}, {7, "a"}});
    ASSERT_TRUE(twins);
    EXPECT_EQ(twins->first.name, "a");
    EXPECT_EQ(twins->second.name, "b");
}

}  // namespace
}  // namespace hadome::test
