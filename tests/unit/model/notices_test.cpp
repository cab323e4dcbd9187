#include <gmock/gmock.h>

#include "spec_maker.hpp"

namespace hadome::test {
namespace {

using testing::HasSubstr;

/// f needs g and h, by the law threshold.
SpecMaker tripping(double phi, double of_g, double of_h) {
    SpecMaker maker;
    maker.region("A");
    maker.region("B");
    for (const char* name : {"f", "g", "h"}) {
        maker.function(name);
    }
    Function& function = maker.spec.functions[maker.id_of("f")].function;
    function.law = Law::threshold;
    function.threshold = Fixed::from_double(phi);
    maker.rule("f", "g").strength = of_g;
    maker.rule("f", "h").strength = of_h;
    return maker;
}

TEST(Notices, AThresholdThatNothingReaches) {
    SpecMaker maker = tripping(0.5, 0.2, 0.2);
    const Model model = maker.expand();
    EXPECT_TRUE(maker.errors.empty());
    ASSERT_EQ(model.notices.size(), 1U) << "once for all nodes of the function";
    EXPECT_EQ(model.notices[0],
              "no supplier can bring down 'f@A': the strengths of its needs sum to 0.4, which is below its threshold "
              "of 0.5");
}

TEST(Notices, NeedsOfRepairDoNotReachIt) {
    SpecMaker maker = tripping(0.5, 0.2, 0.9);
    maker.spec.dependencies[1].role = GroupRole::repair;
    EXPECT_EQ(maker.expand().notices.size(), 1U);
}

TEST(Notices, AThresholdThatAllNeedsTogetherReach) {
    EXPECT_TRUE(tripping(0.5, 0.25, 0.25).expand().notices.empty());
    EXPECT_TRUE(tripping(1.0, 0.3, 0.7).expand().notices.empty()) << "whatever rounding leaves";
}

TEST(Notices, TheSmallestValueOfWhichSecondsAreNothing) {
    SpecMaker maker = tripping(0.5, 1.0, 1.0);
    maker.spec.functions[maker.id_of("g")].value = 1000.0;
    maker.spec.functions[maker.id_of("h")].value = 0.0;
    EXPECT_TRUE(maker.expand().notices.empty());
    maker.spec.functions[maker.id_of("f")].value = 999.0;
    maker.spec.functions[maker.id_of("g")].value = 240.0;
    const Model model = maker.expand();
    ASSERT_EQ(model.notices.size(), 1U);
    EXPECT_THAT(model.notices[0], HasSubstr("'g@A' is worth 240 JPY/h"));
    EXPECT_THAT(model.notices[0], HasSubstr("7.5 s of it are nothing"));
}

}  // namespace
}  // namespace hadome::test
