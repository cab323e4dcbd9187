#include "input/year.hpp"

#include <gmock/gmock.h>

namespace hadome {
namespace {

using testing::ElementsAre;
using testing::Optional;

TEST(Year, Dates) {
    EXPECT_EQ(parse_date("01-01"), 0);
    EXPECT_EQ(parse_date("03-01"), 59);
    EXPECT_EQ(parse_date("12-31"), 364);
    for (const char* wrong :
         {"02-29", "00-10", "13-01", "04-31", "4-1", "04-1", "04/01", "04-01 ", "", "apr", "-1-01"}) {
        EXPECT_FALSE(parse_date(wrong)) << wrong;
    }
    for (int day = 0; day < days_per_year; ++day) {
        EXPECT_EQ(parse_date(format_date(day)), day);
    }
}

TEST(Year, DaysOfARange) {
    EXPECT_THAT(parse_dates("04-01"), Optional(ElementsAre(90)));
    EXPECT_THAT(parse_dates("12-30..01-02"), Optional(ElementsAre(363, 364, 0, 1)));
    EXPECT_THAT(parse_dates("12-30 .. 01-02"), Optional(ElementsAre(363, 364, 0, 1)));
    EXPECT_EQ(parse_dates("feb")->size(), 28U);
    EXPECT_EQ(parse_dates("feb")->front(), 31);
    EXPECT_EQ(parse_dates("dec")->back(), 364);
    EXPECT_EQ(parse_dates("nov..feb")->size(), 30U + 31U + 31U + 28U);
    EXPECT_EQ(parse_dates("02-15..mar")->size(), 14U + 31U);
    EXPECT_EQ(parse_dates("01-01..12-31")->size(), 365U);
    EXPECT_EQ(parse_dates("03-02..03-01")->size(), 365U);
    EXPECT_THAT(parse_dates("month-end"),
                Optional(ElementsAre(30, 58, 89, 119, 150, 180, 211, 242, 272, 303, 333, 364)));
    for (const char* wrong :
         {"04-01..", "..04-01", "04-01-04-05", "april", "month-ends", "month-end..04-01", "", "02-29"}) {
        EXPECT_FALSE(parse_dates(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace hadome
