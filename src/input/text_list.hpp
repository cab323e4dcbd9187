#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hadome {

/// Without the blanks around it.
std::string_view trim_spaces(std::string_view text);

/// The parts between separators, trimmed; none of an empty text.
std::vector<std::string> split_text(std::string_view text, char separator);

/// Whether a text is made of what ids are made of: ASCII letters, digits, "_", "-" and ".".
bool is_id(std::string_view text);

}  // namespace hadome
