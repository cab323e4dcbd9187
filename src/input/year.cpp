#include "input/year.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <numeric>

#include "input/text_list.hpp"

namespace hadome {
namespace {

constexpr std::array month_names{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array month_lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

int first_day_of(std::size_t month) {
    return std::accumulate(month_lengths.begin(), month_lengths.begin() + static_cast<std::ptrdiff_t>(month), 0);
}

struct Span {
    int first = 0;
    int last = 0;
};

/// A date or a month.
std::optional<Span> parse_span(std::string_view text) {
    if (const auto day = parse_date(text)) {
        return Span{*day, *day};
    }
    const auto found = std::find(month_names.begin(), month_names.end(), text);
    if (found == month_names.end()) {
        return std::nullopt;
    }
    const auto month = static_cast<std::size_t>(found - month_names.begin());
    return Span{first_day_of(month), first_day_of(month + 1) - 1};
}

std::vector<int> month_ends() {
    std::vector<int> days;
    for (std::size_t month = 1; month <= month_lengths.size(); ++month) {
        days.push_back(first_day_of(month) - 1);
    }
    return days;
}

}  // namespace

std::optional<int> parse_date(std::string_view text) {
    const auto digit = [&](std::size_t at) { return std::isdigit(static_cast<unsigned char>(text[at])) != 0; };
    constexpr std::size_t length = 5;
    if (text.size() != length || text[2] != '-' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
        return std::nullopt;
    }
    const int month = (text[0] - '0') * 10 + (text[1] - '0');
    const int day = (text[3] - '0') * 10 + (text[4] - '0');
    if (month < 1 || month > static_cast<int>(month_lengths.size())) {
        return std::nullopt;
    }
    const auto place = static_cast<std::size_t>(month - 1);
    return day >= 1 && day <= month_lengths[place] ? std::optional(first_day_of(place) + day - 1) : std::nullopt;
}

std::string format_date(int day) {
    std::size_t month = 0;
    while (day >= first_day_of(month + 1)) {
        ++month;
    }
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d-%02d", static_cast<int>(month) + 1, day - first_day_of(month) + 1);
    return text.data();
}

std::optional<std::vector<int>> parse_dates(std::string_view text) {
    if (text == "month-end") {
        return month_ends();
    }
    const auto dots = text.find("..");
    const auto first = parse_span(trim_spaces(text.substr(0, dots)));
    const auto last = dots == std::string_view::npos ? first : parse_span(trim_spaces(text.substr(dots + 2)));
    if (!first || !last) {
        return std::nullopt;
    }
    std::vector<int> days{first->first};
    while (days.back() != last->last) {
        days.push_back((days.back() + 1) % days_per_year);
    }
    return days;
}

}  // namespace hadome
