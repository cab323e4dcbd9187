#include "input/toml_reader.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <string_view>

namespace hadome {
namespace {

/// Positions of toml++ count characters; ours count bytes.
class Positions {
public:
    Positions(const std::string& path, const std::string& text) : path_{path}, text_{text}, line_starts_{0} {
        for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
            line_starts_.push_back(at + 1);
        }
    }

    SourcePosition at(const toml::source_position& position) {
        const std::size_t line = std::clamp<std::size_t>(position.line, 1, line_starts_.size());
        if (line != marked_line_) {
            marked_line_ = line;
            marks_.assign(1, line_starts_[line - 1]);
        }
        const std::size_t character = std::max<std::size_t>(position.column, 1) - 1;
        while (marks_.size() <= character / mark_every && marks_.back() < text_.size()) {
            marks_.push_back(byte_after(marks_.back(), mark_every));
        }
        const std::size_t mark = std::min(character / mark_every, marks_.size() - 1);
        const std::size_t byte = byte_after(marks_[mark], character - mark * mark_every);
        return {path_, static_cast<std::int64_t>(line), static_cast<std::int64_t>(byte - line_starts_[line - 1] + 1)};
    }

private:
    static constexpr std::size_t mark_every = 128;

    std::size_t byte_after(std::size_t byte, std::size_t characters) const {
        for (; characters > 0 && byte < text_.size(); --characters) {
            do {
                ++byte;
            } while (byte < text_.size() && (static_cast<unsigned char>(text_[byte]) & 0xC0U) == 0x80U);
        }
        return byte;
    }

    const std::string& path_;
    const std::string& text_;
    std::vector<std::size_t> line_starts_;
    std::size_t marked_line_ = 0;
    /// Byte of every so many characters of one line, as far as it was asked for: a whole model may stand on one line.
    std::vector<std::size_t> marks_;
};

class Converter {
public:
    explicit Converter(Positions& positions) : positions_{positions} {}

    Value convert(const toml::node& node) const {
        Value value;
        value.where = positions_.at(node.source().begin);
        if (const auto* text = node.as_string()) {
            value.text = text->get();
        } else if (const auto* integer = node.as_integer()) {
            value.kind = Value::Kind::integer;
            value.integer = integer->get();
        } else if (const auto* real = node.as_floating_point()) {
            value.kind = Value::Kind::real;
            value.real = real->get();
        } else if (const auto* boolean = node.as_boolean()) {
            value.kind = Value::Kind::boolean;
            value.integer = boolean->get() ? 1 : 0;
        } else if (const auto* list = node.as_array()) {
            value.kind = Value::Kind::list;
            for (const toml::node& item : *list) {
                value.items.push_back(convert(item));
            }
        } else if (const auto* table = node.as_table()) {
            value.kind = Value::Kind::table;
            value.members = convert_members(*table);
        } else {
            value.kind = Value::Kind::date;
        }
        return value;
    }

private:
    /// toml++ keeps members by name; we keep them as written.
    std::vector<Member> convert_members(const toml::table& table) const {
        std::vector<Member> members;
        for (const auto& [key, node] : table) {
            members.push_back({std::string(key.str()), positions_.at(key.source().begin), convert(node)});
        }
        std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
            return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
        });
        return members;
    }

    Positions& positions_;
};

/// toml++ limits the depth of brackets but not of dotted keys, and would overrun the stack.
std::int64_t line_of_too_deep_key(const std::string& text) {
    constexpr std::ptrdiff_t deepest = 100;
    std::int64_t line = 1;
    for (std::size_t start = 0; start < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view written(text.data() + start, end - start);
        const std::string_view key = written.substr(0, written.find_first_of("=\"'#"));
        if (std::count(key.begin(), key.end(), '.') > deepest) {
            return line;
        }
        start = end + 1;
    }
    return 0;
}

}  // namespace

std::optional<Value> read_toml(const std::string& path, const std::string& text, Diagnostics& diagnostics) {
    if (const std::int64_t line = line_of_too_deep_key(text); line > 0) {
        diagnostics.add({path, line, 1}, "a key of more than 100 parts", "no table of an input is nested so deep",
                        "mend the key");
        return std::nullopt;
    }
    Positions positions(path, text);
    try {
        const toml::table root = toml::parse(std::string_view(text));
        return Converter(positions).convert(root);
    } catch (const toml::parse_error& error) {
        std::string problem(error.description());
        if (!problem.empty()) {
            problem.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(problem.front())));
        }
        diagnostics.add(positions.at(error.source().begin), problem, "the file is not valid TOML",
                        "mend what stands here or just before");
        return std::nullopt;
    }
}

}  // namespace hadome
