#include "core/duration_text.hpp"

#include <gtest/gtest.h>

namespace hadome {
namespace {

TEST(WallSeconds, reads_what_people_and_batch_systems_write) {
    EXPECT_EQ(wall_seconds("90"), 90.0);
    EXPECT_EQ(wall_seconds("90s"), 90.0);
    EXPECT_EQ(wall_seconds("10m"), 600.0);
    EXPECT_EQ(wall_seconds("2h"), 7200.0);
    EXPECT_EQ(wall_seconds("1d"), 86400.0);
    EXPECT_EQ(wall_seconds("2w"), 1209600.0);
    EXPECT_EQ(wall_seconds("500 ms"), 0.5);
    EXPECT_EQ(wall_seconds("30 s"), 30.0);
    EXPECT_EQ(wall_seconds("10 min"), 600.0);
    EXPECT_EQ(wall_seconds("1.5h"), 5400.0);
    EXPECT_EQ(wall_seconds("55:00"), 3300.0);
    EXPECT_EQ(wall_seconds("3:55:00"), 14100.0);
    EXPECT_EQ(wall_seconds("2-12:00:00"), 216000.0);
}

TEST(WallSeconds, refuses_anything_else) {
    for (const char* text : {"",          "s",       "-5",         "h 1",     "10 x",
                             "1.5 h 3",   "nan",     "inf",        "0x10",    "1:30.5",
                             "1:60",      "1:2:3:4", "::",         "1:",      "x-1:00",
                             "UNLIMITED", "1e9",     "1000000001", "20000 d", "99999999999999999999"}) {
        EXPECT_EQ(wall_seconds(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace hadome
