#include "core/duration_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
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

std::optional<double> with_suffix(std::string_view text) {
    double unit = 1.0;
    if (!text.empty()) {
        switch (text.back()) {
            case 's': text.remove_suffix(1); break;
            case 'm':
                unit = 60.0;
                text.remove_suffix(1);
                break;
            case 'h':
                unit = 3600.0;
                text.remove_suffix(1);
                break;
            case 'd':
                unit = 86400.0;
                text.remove_suffix(1);
                break;
            default: break;
        }
    }
    const std::optional<std::int64_t> value = whole(text);
    return value ? std::optional(unit * static_cast<double>(*value)) : std::nullopt;
}

}  // namespace

std::optional<double> wall_seconds(std::string_view text) {
    if (text.find(':') == std::string_view::npos) {
        return with_suffix(text);
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
