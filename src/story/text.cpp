#include <spdlog/fmt/fmt.h>

#include <algorithm>

#include "story/accounts.hpp"
#include "story/render.hpp"

namespace hadome {
namespace {

/// Columns that a text takes on a terminal: characters of East Asian width take two.
std::size_t width_of(const std::string& text) {
    std::size_t width = 0;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        const bool continues = (value & 0xC0U) == 0x80U;
        width += continues ? 0 : (value >= 0xE0U ? 2 : 1);
    }
    return width;
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, width_of(text)), ' ');
}

struct Columns {
    std::string day;
    std::string after;
    std::string text;
};

void print_lines(std::string& out, const Telling& telling, const Words& words) {
    std::vector<Columns> rows;
    std::size_t day_width = 0;
    std::size_t after_width = 0;
    for (const Line& line : telling.lines) {
        Columns row{words.day(line.time), "", line.text};
        if (line.event.valid()) {
            row.after = words.after(line.time - words.scenario().events[line.event].onset);
            row.text = event_mark(telling, line.event) + line.text;
        }
        day_width = std::max(day_width, width_of(row.day));
        after_width = std::max(after_width, width_of(row.after));
        rows.push_back(std::move(row));
    }
    for (const Columns& row : rows) {
        out += padded(row.day, day_width) + "  " + padded(row.after, after_width) + "  " + row.text + "\n";
    }
    if (telling.lines_left_out > 0) {
        out += words.pick(fmt::format("({} lines of less weight left out; --all shows them)\n", telling.lines_left_out),
                          fmt::format("（重要度の低い{}行を省略。--all で全て表示）\n", telling.lines_left_out));
    }
}

void print_table(std::string& out, const AccountTable& table) {
    if (table.rows.empty()) {
        return;
    }
    out += "\n" + table.title + "\n";
    for (const AccountRow& row : table.rows) {
        const std::string remark = row.remark.empty() ? "" : "  (" + row.remark + ")";
        const std::size_t amount_width = 12;
        const std::size_t share_width = 6;
        out += std::string(amount_width - std::min(amount_width, width_of(row.amount)), ' ') + row.amount +
               std::string(share_width - std::min(share_width, width_of(row.share)), ' ') + row.share + "  " +
               row.subject + remark + "\n";
    }
}

}  // namespace

std::string story_as_text(const StorySource& source, const Story& story, const Telling& telling, const Words& words) {
    std::string out;
    for (const std::string& sentence : account_sentences(source, story, words)) {
        out += sentence + "\n";
    }
    out += "\n";
    print_lines(out, telling, words);
    for (const AccountTable& table : account_tables(story, telling, words)) {
        print_table(out, table);
    }
    return out;
}

}  // namespace hadome
