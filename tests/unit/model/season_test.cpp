#include "model/season.hpp"

#include <gtest/gtest.h>

namespace hadome {
namespace {

TEST(Season, IsStepwiseAndComesBackEveryYear) {
    const Season season{"s", {{0, 0.5}, {100, 3.0}, {200, 0.25}}};
    EXPECT_EQ(season.at(0), 0.5);
    EXPECT_EQ(season.at(99), 0.5);
    EXPECT_EQ(season.at(100), 3.0);
    EXPECT_EQ(season.at(199), 3.0);
    EXPECT_EQ(season.at(200), 0.25);
    EXPECT_EQ(season.at(ticks_per_year - 1), 0.25);
    EXPECT_EQ(season.at(ticks_per_year), 0.5);
    EXPECT_EQ(season.at(7 * ticks_per_year + 150), 3.0);
    EXPECT_EQ(season.highest(), 3.0);
}

}  // namespace
}  // namespace hadome
