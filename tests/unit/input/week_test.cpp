#include "input/week.hpp"

#include <gtest/gtest.h>

namespace hadome {
namespace {

constexpr Tick minute = ticks_per_hour / 60;

TEST(Week, TimesOfDay) {
    EXPECT_EQ(parse_time_of_day("00:00"), 0);
    EXPECT_EQ(parse_time_of_day("08:30"), 8 * ticks_per_hour + 30 * minute);
    EXPECT_EQ(parse_time_of_day("24:00"), ticks_per_day);
    for (const char* wrong : {"8:30", "08:60", "24:01", "08.30", "-1:00", "08:3", "08:300", "", "aa:bb", "+8:30"}) {
        EXPECT_FALSE(parse_time_of_day(wrong)) << wrong;
    }
}

TEST(Week, TimesOfTheWeek) {
    EXPECT_EQ(parse_week_time("mon 00:00"), 0);
    EXPECT_EQ(parse_week_time("sun  23:59"), ticks_per_day * 7 - minute);
    for (const char* wrong : {"mon 24:00", "mon", "08:30", "Mon 08:30", "mon 8:30", "monday 08:30"}) {
        EXPECT_FALSE(parse_week_time(wrong)) << wrong;
    }
}

TEST(Week, WhatIsWrittenReadsBack) {
    for (Tick time = 0; time < 7 * ticks_per_day; time += 13 * minute) {
        EXPECT_EQ(parse_week_time(format_week_time(time)), time);
    }
    EXPECT_EQ(format_time_of_day(ticks_per_day), "24:00");
}

TEST(Week, RangesOfDaysRunForward) {
    const auto range = parse_days("tue-fri");
    ASSERT_TRUE(range);
    EXPECT_EQ(range->first, 1);
    EXPECT_EQ(range->last, 4);
    EXPECT_EQ(parse_days("sun")->last, 6);
    for (const char* wrong : {"fri-mon", "mo", "mon-", "-fri", "mon-fri-sun", ""}) {
        EXPECT_FALSE(parse_days(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace hadome
