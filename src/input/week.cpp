#include "input/week.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>

#include "input/text_list.hpp"

namespace hadome {
namespace {

constexpr Tick ticks_per_minute = ticks_per_hour / 60;

std::optional<int> parse_two_digits(std::string_view text) {
    const bool digits = text.size() == 2 && std::isdigit(static_cast<unsigned char>(text[0])) != 0 &&
                        std::isdigit(static_cast<unsigned char>(text[1])) != 0;
    return digits ? std::optional((text[0] - '0') * 10 + (text[1] - '0')) : std::nullopt;
}

std::optional<int> parse_day(std::string_view text) {
    const auto found = std::find(day_names().begin(), day_names().end(), text);
    return found == day_names().end() ? std::nullopt : std::optional(static_cast<int>(found - day_names().begin()));
}

}  // namespace

const std::vector<std::string>& day_names() {
    static const std::vector<std::string> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    return names;
}

std::optional<Tick> parse_time_of_day(std::string_view text) {
    constexpr std::size_t length = 5;
    if (text.size() != length || text[2] != ':') {
        return std::nullopt;
    }
    const auto hours = parse_two_digits(text.substr(0, 2));
    const auto minutes = parse_two_digits(text.substr(3));
    if (!hours || !minutes || *minutes >= 60 || *hours * 60 + *minutes > 24 * 60) {
        return std::nullopt;
    }
    return *hours * ticks_per_hour + *minutes * ticks_per_minute;
}

std::string format_time_of_day(Tick time) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(time / ticks_per_hour),
                  static_cast<int>(time % ticks_per_hour / ticks_per_minute));
    return text.data();
}

std::optional<Tick> parse_week_time(std::string_view text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) {
        return std::nullopt;
    }
    const auto day = parse_day(text.substr(0, space));
    const auto time = parse_time_of_day(trim_spaces(text.substr(space + 1)));
    if (!day || !time || *time >= ticks_per_day) {
        return std::nullopt;
    }
    return *day * ticks_per_day + *time;
}

std::string format_week_time(Tick time) {
    return day_names()[static_cast<std::size_t>(time / ticks_per_day)] + " " + format_time_of_day(time % ticks_per_day);
}

std::optional<DayRange> parse_days(std::string_view text) {
    const auto dash = text.find('-');
    const auto first = parse_day(trim_spaces(text.substr(0, dash)));
    const auto last = dash == std::string_view::npos ? first : parse_day(trim_spaces(text.substr(dash + 1)));
    if (!first || !last || *last < *first) {
        return std::nullopt;
    }
    return DayRange{*first, *last};
}

}  // namespace hadome
