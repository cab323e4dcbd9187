#include "input/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/check.hpp"
#include "core/time.hpp"
#include "input/nearest.hpp"
#include "input/text_list.hpp"

namespace hadome {
namespace {

/// A factor is kept as a fraction, so that 12 min is the double nearest to 0.2 h.
struct Unit {
    std::string name;
    double times = 1.0;
    double over = 1.0;
};

constexpr double hours_per_day = 24.0;
constexpr double hours_per_week = 168.0;

/// All units of money per time. \param hours length of the default unit of time [h]
std::vector<Unit> money_units(double hours) {
    const std::array<std::pair<const char*, double>, 5> sizes{
        {{"JPY", 1.0}, {"kJPY", 1e3}, {"MJPY", 1e6}, {"GJPY", 1e9}, {"TJPY", 1e12}}};
    const std::array<std::pair<const char*, double>, 4> times{
        {{"/h", 1.0}, {"/d", hours_per_day}, {"/a", hours_per_year}, {"/yr", hours_per_year}}};
    std::vector<Unit> units;
    for (const auto& [time, length] : times) {
        for (const auto& [size, factor] : sizes) {
            units.push_back(length == hours ? Unit{std::string(size) + time, factor, 1.0}
                                            : Unit{std::string(size) + time, factor * hours, length});
        }
    }
    return units;
}

std::vector<Unit> rate_units(double hours) {
    return {{"/a", hours, hours_per_year}, {"/yr", hours, hours_per_year}, {"/y", hours, hours_per_year},
            {"/w", hours, hours_per_week}, {"/d", hours, hours_per_day},   {"/h", hours, 1.0}};
}

const std::vector<Unit>& units_of(Dimension dimension) {
    static const std::vector<Unit> none;
    static const std::vector<Unit> duration{
        {"ms", 1.0, 3'600'000.0},  {"s", 1.0, 3600.0},         {"min", 1.0, 60.0},         {"h", 1.0, 1.0},
        {"d", hours_per_day, 1.0}, {"w", hours_per_week, 1.0}, {"a", hours_per_year, 1.0}, {"yr", hours_per_year, 1.0},
        {"y", hours_per_year, 1.0}};
    static const std::vector<Unit> yearly = rate_units(hours_per_year);
    static const std::vector<Unit> hourly = rate_units(1.0);
    static const std::vector<Unit> money_an_hour = money_units(1.0);
    static const std::vector<Unit> money_a_year = money_units(hours_per_year);
    static const std::vector<Unit> money{
        {"JPY", 1.0, 1.0}, {"kJPY", 1e3, 1.0}, {"MJPY", 1e6, 1.0}, {"GJPY", 1e9, 1.0}, {"TJPY", 1e12, 1.0}};
    static const std::vector<Unit> length{{"km", 1.0, 1.0}, {"m", 1.0, 1000.0}};
    switch (dimension) {
        case Dimension::number: return none;
        case Dimension::duration: return duration;
        case Dimension::yearly_rate: return yearly;
        case Dimension::hourly_rate: return hourly;
        case Dimension::money_an_hour: return money_an_hour;
        case Dimension::money_a_year: return money_a_year;
        case Dimension::money: return money;
        case Dimension::length: return length;
    }
    throw InternalError("unknown dimension");
}

struct Prefix {
    ParsedNumber number;
    std::string_view rest;
};

/// The number a text begins with, and what follows it.
Prefix leading_number(std::string_view text, Dimension what) {
    const std::string quoted = "'" + std::string(text) + "'";
    const std::string example = default_unit(what).empty() ? "0.25" : "1.5 " + default_unit(what);
    std::string_view digits = text;
    if (digits.starts_with('+')) {
        digits.remove_prefix(1);
    }
    double value = 0.0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc::result_out_of_range) {
        return {{0.0, quoted + " is beyond the range of numbers", "a double holds 2.2e-308 to 1.8e308",
                 "write a figure of that size, or 0"},
                {}};
    }
    if (error == std::errc::invalid_argument) {
        return {
            {0.0, quoted + " is not " + name_of(what), "it does not begin with a number", "write it like " + example},
            {}};
    }
    if (!std::isfinite(value)) {
        return {{0.0, quoted + " is not a finite number", "nan and inf are no figures", "write a number"}, {}};
    }
    return {{value, {}, {}, {}}, text.substr(static_cast<std::size_t>(end - text.data()))};
}

}  // namespace

std::string default_unit(Dimension dimension) {
    switch (dimension) {
        case Dimension::number: return "";
        case Dimension::duration: return "h";
        case Dimension::yearly_rate: return "/a";
        case Dimension::hourly_rate: return "/h";
        case Dimension::money_an_hour: return "JPY/h";
        case Dimension::money_a_year: return "JPY/a";
        case Dimension::money: return "JPY";
        case Dimension::length: return "km";
    }
    throw InternalError("unknown dimension");
}

std::string name_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::number: return "a number";
        case Dimension::duration: return "a duration";
        case Dimension::yearly_rate:
        case Dimension::hourly_rate: return "a rate";
        case Dimension::money_an_hour:
        case Dimension::money_a_year: return "money per time";
        case Dimension::money: return "money";
        case Dimension::length: return "a length";
    }
    throw InternalError("unknown dimension");
}

ParsedNumber parse_number(std::string_view text, Dimension what) {
    auto [number, rest] = leading_number(trim_spaces(text), what);
    if (number.problem.empty() && !trim_spaces(rest).empty()) {
        return {0.0, "'" + std::string(trim_spaces(text)) + "' is not a number",
                "it has no unit and no thousands separators", "write digits alone, for example 1234.5"};
    }
    return number;
}

ParsedNumber parse_quantity(std::string_view text, Dimension dimension) {
    auto [number, rest] = leading_number(trim_spaces(text), dimension);
    const std::string_view name = trim_spaces(rest);
    if (!number.problem.empty() || name.empty()) {
        return number;
    }
    if (dimension == Dimension::number) {
        return parse_number(text, dimension);
    }
    const std::vector<Unit>& units = units_of(dimension);
    const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == name; });
    if (unit == units.end()) {
        std::vector<std::string> known;
        for (const Unit& u : units) {
            known.push_back(u.name);
        }
        return {0.0, "'" + std::string(trim_spaces(text)) + "' is not " + name_of(dimension),
                "'" + std::string(name) + "' is not a unit of it", "use one of: " + join_words(known)};
    }
    // One rounding where the ratio is whole: 0.01 /d is the double nearest to 3.65 /a.
    const double ratio = unit->times / unit->over;
    number.value = ratio == std::floor(ratio) ? number.value * ratio : number.value * unit->times / unit->over;
    if (!std::isfinite(number.value)) {
        return {0.0, "'" + std::string(trim_spaces(text)) + "' is beyond the range of numbers",
                "it overflows in " + default_unit(dimension), "write a smaller figure"};
    }
    return number;
}

std::string format_number(double value) {
    // People read figures of this size more easily without an exponent.
    const double size = std::abs(value);
    const bool plain = size == 0.0 || (size >= 1e-5 && size < 1e15);
    std::array<char, 64> text{};
    // + 0.0 turns a negative zero, which is the same figure, into 0.
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value + 0.0,
                                            plain ? std::chars_format::fixed : std::chars_format::scientific);
    HADOME_ENSURE(error == std::errc());
    return {text.data(), end};
}

std::string format_quantity(double value, Dimension dimension) {
    const std::string unit = default_unit(dimension);
    return unit.empty() ? format_number(value) : format_number(value) + " " + unit;
}

}  // namespace hadome
