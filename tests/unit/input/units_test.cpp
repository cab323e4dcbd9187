#include "input/units.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "core/time.hpp"

namespace hadome {
namespace {

double value_of(const std::string& text, Dimension dimension) {
    const ParsedNumber parsed = parse_quantity(text, dimension);
    EXPECT_EQ(parsed.problem, "") << text;
    return parsed.value;
}

TEST(Units, EveryUnit) {
    const auto hours = [](const std::string& text) { return value_of(text, Dimension::duration); };
    EXPECT_EQ(hours("90"), 90.0);
    EXPECT_EQ(hours("3600 s"), 1.0);
    EXPECT_EQ(hours("3600000ms"), 1.0);
    EXPECT_EQ(hours(" 12 min "), 0.2);
    EXPECT_EQ(hours("+1.5 d"), 36.0);
    EXPECT_EQ(hours("2 w"), 336.0);
    for (const char* year : {"1 a", "1 yr", "1 y"}) {
        EXPECT_EQ(hours(year), hours_per_year);
    }
    EXPECT_EQ(value_of("0.2", Dimension::yearly_rate), 0.2);
    EXPECT_EQ(value_of("2 /h", Dimension::yearly_rate), 2.0 * hours_per_year);
    EXPECT_EQ(value_of("1 /d", Dimension::yearly_rate), 365.0);
    EXPECT_EQ(value_of("0.2 /yr", Dimension::yearly_rate), 0.2);
    EXPECT_EQ(value_of("8760 /a", Dimension::hourly_rate), 1.0);
    EXPECT_EQ(value_of("250 MJPY/h", Dimension::money_an_hour), 250e6);
    EXPECT_EQ(value_of("24 kJPY/d", Dimension::money_an_hour), 1000.0);
    EXPECT_EQ(value_of("8.76 TJPY/a", Dimension::money_an_hour), 1e9);
    EXPECT_EQ(value_of("19730 GJPY/a", Dimension::money_a_year), 19730e9);
    EXPECT_EQ(value_of("1 JPY/h", Dimension::money_a_year), hours_per_year);
    EXPECT_EQ(value_of("20000 m", Dimension::length), 20.0);
}

TEST(Units, WhatIsNoFigure) {
    for (const char* text : {"", "h", "1.2.3 h", "1,5 h", "12h30", "0x10", "--1", "１２", "1 H", "infinity", "-nan"}) {
        EXPECT_NE(parse_quantity(text, Dimension::duration).problem, "") << text;
    }
    EXPECT_NE(parse_number("5 h", Dimension::number).problem, "");
    EXPECT_NE(parse_quantity("1e308 a", Dimension::duration).problem, "") << "overflows in hours";
}

TEST(Units, FormatReadsBack) {
    for (const double value : {0.0, -0.0, 0.1, 1.0 / 3.0, 1e-5, 9.9e-6, 123456789.25, 999999999999999.0, 1e15, 2.5e300,
                               std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max()}) {
        EXPECT_EQ(value_of(format_quantity(value, Dimension::duration), Dimension::duration), value);
    }
    EXPECT_EQ(format_number(-0.0), "0");
    EXPECT_EQ(format_number(2e6), "2000000");
    EXPECT_EQ(format_quantity(0.2, Dimension::yearly_rate), "0.2 /a");
}

}  // namespace
}  // namespace hadome
