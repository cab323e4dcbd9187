#include "input/csv_lines.hpp"

#include <algorithm>

#include "input/text_list.hpp"

namespace hadome {

bool CsvLines::quoted_cell(CsvCell& cell) {
    const std::size_t opening = at_++;
    for (;; ++at_) {
        if (at_end() || text_[at_] == '\n' || text_[at_] == '\r') {
            const bool closed_later = text_.find('"', at_) != std::string_view::npos;
            at_ = opening;
            diagnostics_.add(where(here()), closed_later ? "line break inside quotes" : "quote is never closed",
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
        diagnostics_.add(where(here()), "text after the closing quote", "a quoted cell ends with its quote",
                         "double the quotes that belong to the text");
        return false;
    }
    return true;
}

bool CsvLines::bare_cell(CsvCell& cell) {
    const std::size_t first = at_;
    while (!at_line_end() && text_[at_] != ',') {
        if (text_[at_] == '"') {
            diagnostics_.add(where(here()), "quote inside a cell without quotes", "quotes enclose a whole cell",
                             "enclose the cell in quotes and double the quotes inside");
            return false;
        }
        ++at_;
    }
    cell.text = std::string(trim_spaces(text_.substr(first, at_ - first)));
    return true;
}

bool CsvLines::skip_line_end() {
    line_end_ = here();
    if (at_end()) {
        return true;
    }
    if (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n')) {
        diagnostics_.add(where(here()), "carriage return without a line feed", "lines end in LF or CRLF",
                         "save the file with one of these line ends");
        return false;
    }
    at_ += text_[at_] == '\r' ? 2 : 1;
    line_start_ = at_;
    ++line_;
    return true;
}

bool CsvLines::next_line(std::vector<CsvCell>& cells) {
    cells.clear();
    for (;;) {
        CsvCell cell = here();
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

bool is_blank(const std::vector<CsvCell>& cells) {
    return std::all_of(cells.begin(), cells.end(), [](const CsvCell& cell) { return cell.text.empty(); });
}

bool check_header(const CsvLines& lines, const std::vector<CsvCell>& header, Diagnostics& diagnostics) {
    bool good = true;
    for (auto cell = header.begin(); cell != header.end(); ++cell) {
        const bool twice =
            std::any_of(header.begin(), cell, [&](const CsvCell& earlier) { return earlier.text == cell->text; });
        if (cell->text.empty()) {
            diagnostics.add(lines.where(*cell), "column without a name", "the first line names the columns",
                            "name the column, or take it out");
            good = false;
        } else if (twice) {
            diagnostics.add(lines.where(*cell), "column '" + cell->text + "' stands twice",
                            "a column has one name of its own", "take one of the two out");
            good = false;
        }
    }
    return good;
}

bool check_length(const CsvLines& lines, const std::vector<CsvCell>& header, const std::vector<CsvCell>& cells,
                  Diagnostics& diagnostics) {
    if (cells.size() == header.size()) {
        return true;
    }
    const bool longer = cells.size() > header.size();
    diagnostics.add(longer ? lines.where(cells[header.size()]) : lines.line_end(),
                    "row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(header.size()),
                    longer ? "a comma inside a cell needs quotes around the cell" : "cells are missing at the end",
                    longer ? "enclose the cell in quotes, or take the extra cells out" : "add the missing commas");
    return false;
}

}  // namespace hadome
