#include "input/csv_reader.hpp"

#include <algorithm>
#include <string_view>

#include "input/text_list.hpp"

namespace hadome {
namespace {

struct Cell {
    std::string text;
    SourcePosition where;
};

/// Cuts one line after the other into cells.
class LineCutter {
public:
    LineCutter(const std::string& path, std::string_view text, Diagnostics& diagnostics)
        : path_{path}, text_{text}, diagnostics_{diagnostics} {}

    bool at_end() const { return at_ >= text_.size(); }
    SourcePosition here() const { return {path_, line_, static_cast<std::int64_t>(at_ - line_start_ + 1)}; }
    /// False, with a diagnostic, when the rest of the file cannot be read.
    bool next_line(std::vector<Cell>& cells);
    SourcePosition last_line_end() const { return last_line_end_; }

private:
    bool at_line_end() const { return at_end() || text_[at_] == '\n' || text_[at_] == '\r'; }
    bool quoted_cell(Cell& cell);
    bool bare_cell(Cell& cell);
    bool skip_line_end();

    const std::string& path_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    std::int64_t line_ = 1;
    SourcePosition last_line_end_;
};

bool LineCutter::quoted_cell(Cell& cell) {
    const std::size_t opening = at_++;
    for (;; ++at_) {
        if (at_end() || text_[at_] == '\n' || text_[at_] == '\r') {
            const bool closed_later = text_.find('"', at_) != std::string_view::npos;
            at_ = opening;
            diagnostics_.add(here(), closed_later ? "line break inside quotes" : "quote is never closed",
                             closed_later ? "a cell must stand on one line" : "the cell runs to the end of its line",
                             closed_later ? "take the line break out, or close the quote" : "add the closing quote");
            return false;
        }
        if (text_[at_] == '"') {
            if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                ++at_;
            } else {
                ++at_;
                break;
            }
        }
        cell.text += text_[at_];
    }
    while (!at_line_end() && text_[at_] == ' ') {
        ++at_;
    }
    if (!at_line_end() && text_[at_] != ',') {
        diagnostics_.add(here(), "text after the closing quote", "a quoted cell ends with its quote",
                         "double the quotes that belong to the text");
        return false;
    }
    return true;
}

bool LineCutter::bare_cell(Cell& cell) {
    const std::size_t first = at_;
    while (!at_line_end() && text_[at_] != ',') {
        if (text_[at_] == '"') {
            diagnostics_.add(here(), "quote inside a cell without quotes", "quotes enclose a whole cell",
                             "enclose the cell in quotes and double the quotes inside");
            return false;
        }
        ++at_;
    }
    cell.text = std::string(trim_spaces(text_.substr(first, at_ - first)));
    return true;
}

bool LineCutter::skip_line_end() {
    last_line_end_ = here();
    if (at_end()) {
        return true;
    }
    if (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n')) {
        diagnostics_.add(here(), "carriage return without a line feed", "lines end in LF or CRLF",
                         "save the file with one of these line ends");
        return false;
    }
    at_ += text_[at_] == '\r' ? 2 : 1;
    line_start_ = at_;
    ++line_;
    return true;
}

bool LineCutter::next_line(std::vector<Cell>& cells) {
    cells.clear();
    for (;;) {
        Cell cell{{}, here()};
        while (!at_line_end() && text_[at_] == ' ') {
            ++at_;
        }
        const bool good = !at_line_end() && text_[at_] == '"' ? quoted_cell(cell) : bare_cell(cell);
        if (!good) {
            return false;
        }
        cells.push_back(std::move(cell));
        if (at_line_end()) {
            return skip_line_end();
        }
        ++at_;  // the comma
    }
}

bool is_blank(const std::vector<Cell>& cells) {
    return std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.text.empty(); });
}

bool check_header(const std::vector<Cell>& header, Diagnostics& diagnostics) {
    bool good = true;
    for (auto cell = header.begin(); cell != header.end(); ++cell) {
        const bool twice =
            std::any_of(header.begin(), cell, [&](const Cell& earlier) { return earlier.text == cell->text; });
        if (cell->text.empty()) {
            diagnostics.add(cell->where, "column without a name", "the first line names the columns",
                            "name the column, or take it out");
            good = false;
        } else if (twice) {
            diagnostics.add(cell->where, "column '" + cell->text + "' stands twice", "a column has one name of its own",
                            "take one of the two out");
            good = false;
        }
    }
    return good;
}

/// A row must be as long as the header: else its cells may stand under the wrong names.
bool check_length(const std::vector<Cell>& header, const std::vector<Cell>& cells, const SourcePosition& line_end,
                  Diagnostics& diagnostics) {
    if (cells.size() == header.size()) {
        return true;
    }
    const bool longer = cells.size() > header.size();
    diagnostics.add(longer ? cells[header.size()].where : line_end,
                    "row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(header.size()),
                    longer ? "a comma inside a cell needs quotes around the cell" : "cells are missing at the end",
                    longer ? "enclose the cell in quotes, or take the extra cells out" : "add the missing commas");
    return false;
}

}  // namespace

std::optional<RawTable> read_csv(const std::string& path, const std::string& text, Diagnostics& diagnostics) {
    const std::size_t before = diagnostics.items().size();
    LineCutter cutter(path, text, diagnostics);
    RawTable table{RawTable::Layout::csv, {path, 1, 1}, {}, {}};
    std::vector<Cell> header;
    std::vector<Cell> cells;
    while (!cutter.at_end()) {
        if (!cutter.next_line(cells)) {
            return std::nullopt;
        }
        if (is_blank(cells)) {
            continue;
        }
        if (header.empty()) {
            if (!check_header(cells, diagnostics)) {
                return std::nullopt;
            }
            header = cells;
            table.where = header.front().where;
            for (const Cell& cell : header) {
                table.columns.push_back({cell.text, cell.where, {}});
            }
            continue;
        }
        if (!check_length(header, cells, cutter.last_line_end(), diagnostics)) {
            continue;
        }
        RawRow row{cells.front().where, {}};
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i].text.empty()) {
                Value value;
                value.where = cells[i].where;
                value.text = std::move(cells[i].text);
                row.members.push_back({header[i].text, header[i].where, std::move(value)});
            }
        }
        table.rows.push_back(std::move(row));
    }
    if (diagnostics.items().size() != before) {
        return std::nullopt;
    }
    if (table.rows.empty()) {
        diagnostics.add(table.where, "the file has a header but no rows", "a table named by the model must have a row",
                        "add a row, or take the file out of [tables]");
        return std::nullopt;
    }
    return table;
}

}  // namespace hadome
