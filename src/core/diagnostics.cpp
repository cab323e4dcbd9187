#include "core/diagnostics.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace hadome {
namespace {

std::string join_lines(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& item : diagnostics.items()) {
        if (!text.empty()) {
            text += '\n';
        }
        text += item.text();
    }
    return text;
}

std::string printable(const std::string& text) {
    constexpr std::size_t longest = 2000;
    std::string shown;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (shown.size() > longest && (code & 0xC0U) != 0x80U) {
            return shown + "...";
        }
        if (code < 0x20 || code == 0x7F) {
            constexpr const char* digits = "0123456789abcdef";
            shown += std::string("\\x") + digits[code >> 4U] + digits[code & 15U];
        } else {
            shown += c;
        }
    }
    return shown;
}

}  // namespace

/// Words of the input may hold anything: what would break the line or drive a terminal is written out, what would
/// fill the screen is cut.
std::string Diagnostic::text() const {
    std::string position = printable(where.file);
    if (where.line > 0) {
        position += ":" + std::to_string(where.line) + ":" + std::to_string(where.column);
    }
    return position + ": " + printable(problem) + "; " + printable(reason) + "; " + printable(remedy);
}

void Diagnostics::add(SourcePosition where, std::string problem, std::string reason, std::string remedy) {
    items_.push_back({std::move(where), std::move(problem), std::move(reason), std::move(remedy), subject_});
}

std::set<std::string> Diagnostics::subjects() const {
    std::set<std::string> all;
    for (const Diagnostic& item : items_) {
        all.insert(item.subject);
    }
    return all;
}

void Diagnostics::sort() {
    const auto key = [](const Diagnostic& d) { return std::tie(d.where.file, d.where.line, d.where.column); };
    std::stable_sort(items_.begin(), items_.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
}

void Diagnostics::throw_if_any() {
    if (!items_.empty()) {
        sort();
        throw InputError(*this);
    }
}

InputError::InputError(Diagnostics diagnostics)
    : std::runtime_error(join_lines(diagnostics)), diagnostics_{std::move(diagnostics)} {}

}  // namespace hadome
