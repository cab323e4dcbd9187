#include "input/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace hadome {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

/// Length of the well-formed UTF-8 sequence at `at` (Unicode 15, table 3-7); 0 when it is not one.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const unsigned lead = byte_at(text, at);
    if (lead < 0x80) {
        return 1;
    }
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || at + length > text.size()) {
        return 0;
    }
    // Overlong forms, surrogates and code points above U+10FFFF show in the second byte.
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte_at(text, at + 1) < low || byte_at(text, at + 1) > high) {
        return 0;
    }
    for (std::size_t i = 2; i < length; ++i) {
        if (byte_at(text, at + i) < 0x80 || byte_at(text, at + i) > 0xBF) {
            return 0;
        }
    }
    return length;
}

/// Whether all bytes read as Shift-JIS (CP932): what a spreadsheet on a Japanese machine writes when not told
/// otherwise.
bool looks_like_shift_jis(std::string_view text) {
    const auto in = [](unsigned value, unsigned low, unsigned high) { return value >= low && value <= high; };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const unsigned lead = byte_at(text, at);
        if (lead < 0x80 || in(lead, 0xA1, 0xDF)) {
            continue;
        }
        if (!in(lead, 0x81, 0x9F) && !in(lead, 0xE0, 0xFC)) {
            return false;
        }
        if (++at == text.size() || !(in(byte_at(text, at), 0x40, 0x7E) || in(byte_at(text, at), 0x80, 0xFC))) {
            return false;
        }
    }
    return true;
}

SourcePosition position_of(const std::string& path, std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
    return {path, 1 + std::count(before.begin(), before.end(), '\n'), static_cast<std::int64_t>(at - line_start + 1)};
}

void report_bad_byte(const std::string& path, std::string_view text, std::size_t at, Diagnostics& diagnostics) {
    std::array<char, 8> hex{};
    std::snprintf(hex.data(), hex.size(), "0x%02X", byte_at(text, at));
    const bool shift_jis = looks_like_shift_jis(text);
    diagnostics.add(position_of(path, text, at), std::string("byte ") + hex.data() + " is not UTF-8",
                    shift_jis ? "the file looks like Shift-JIS" : "text files are read as UTF-8",
                    shift_jis ? "save it as UTF-8, for example: iconv -f CP932 -t UTF-8"
                              : "save the file as UTF-8, or mend the damaged character");
}

}  // namespace

std::optional<std::string> decode_text(const std::string& path, std::string_view bytes, Diagnostics& diagnostics) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    const std::string_view text = bytes.starts_with(mark) ? bytes.substr(mark.size()) : bytes;
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        diagnostics.add({path, 1, 1}, "the file is empty", "it holds no text at all", "check that it was saved");
        return std::nullopt;
    }
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        diagnostics.add({path, 1, 1}, "the file is not UTF-8", "it begins with the mark of UTF-16",
                        "save it as UTF-8, for example: iconv -f UTF-16 -t UTF-8");
        return std::nullopt;
    }
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\0') {
            diagnostics.add(position_of(path, text, at), "the file holds a NUL byte",
                            "text has none: it is binary, UTF-16 or damaged", "save it as UTF-8 text");
            return std::nullopt;
        }
        const std::size_t length = sequence_length(text, at);
        if (length == 0) {
            report_bad_byte(path, text, at, diagnostics);
            return std::nullopt;
        }
        at += length;
    }
    return std::string(text);
}

}  // namespace hadome
