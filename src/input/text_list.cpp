#include "input/text_list.hpp"

#include <algorithm>

namespace hadome {

std::string_view trim_spaces(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> split_text(std::string_view text, char separator) {
    std::vector<std::string> parts;
    if (trim_spaces(text).empty()) {
        return parts;
    }
    for (std::size_t first = 0; first <= text.size();) {
        const std::size_t end = std::min(text.find(separator, first), text.size());
        parts.emplace_back(trim_spaces(text.substr(first, end - first)));
        first = end + 1;
    }
    return parts;
}

bool is_id(std::string_view text) {
    constexpr std::size_t longest = 200;
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    });
}

}  // namespace hadome
