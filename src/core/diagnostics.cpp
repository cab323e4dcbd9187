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

}  // namespace

std::string Diagnostic::text() const {
    std::string position = where.file;
    if (where.line > 0) {
        position += ":" + std::to_string(where.line) + ":" + std::to_string(where.column);
    }
    return position + ": " + problem + "; " + reason + "; " + remedy;
}

void Diagnostics::add(SourcePosition where, std::string problem, std::string reason, std::string remedy) {
    items_.push_back({std::move(where), std::move(problem), std::move(reason), std::move(remedy)});
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
