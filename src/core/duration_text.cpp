#include "core/duration_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

namespace hadome {
namespace {

/// A whole number of decimal digits alone.
std::optional<std::int64_t> whole(std::string_view digits) {
    constexpr std::int64_t most = 1'000'000'000;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || value < 0 || value > most) {
        return std::nullopt;
    }
    return value;
}

constexpr double longest = 1e9;  // [s]

/// A figure and its unit; seconds without one.
std::optional<double> with_unit(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, double>, 8> units{{{"", 1.0},
                                                                        {"ms", 0.001},
                                                                        {"s", 1.0},
                                                                        {"m", 60.0},
                                                                        {"min", 60.0},
                                                                        {"h", 3600.0},
                                                                        {"d", 86400.0},
                                                                        {"w", 604800.0}}};
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc()) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const auto* const unit =
        std::find_if(units.begin(), units.end(), [&](const auto& one) { return one.first == text; });
    if (unit == units.end() || !(value >= 0.0 && value * unit->second <= longest)) {
        return std::nullopt;
    }
    return value * unit->second;
}

}  // namespace

std::optional<double> wall_seconds(std::string_view text) {
    if (text.find(':') == std::string_view::npos) {
        return with_unit(text);
    }
    std::int64_t days = 0;
    if (const std::size_t dash = text.find('-'); dash != std::string_view::npos) {
        const std::optional<std::int64_t> value = whole(text.substr(0, dash));
        if (!value) {
            return std::nullopt;
        }
        days = *value;
        text.remove_prefix(dash + 1);
    }
    std::vector<std::int64_t> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(':', begin), text.size());
        const std::optional<std::int64_t> value = whole(text.substr(begin, end - begin));
        if (!value || (!parts.empty() && *value >= 60)) {
            return std::nullopt;
        }
        parts.push_back(*value);
        begin = end + 1;
    }
    if (parts.size() > 3) {
        return std::nullopt;
    }
    std::int64_t seconds = 0;
    for (const std::int64_t part : parts) {
        seconds = 60 * seconds + part;
    }
    return static_cast<double>(86400 * days + seconds);
}

}  // namespace hadome
