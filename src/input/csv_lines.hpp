#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.hpp"

namespace hadome {

struct CsvCell {
    std::string text;
    std::int64_t line = 0;
    std::int64_t column = 0;
};

/// Cuts the text of a CSV file (RFC 4180, lines ending in LF or CRLF) into cells, one line after the other. Cells
/// without quotes lose the spaces around them; a line break inside quotes is refused, so that a missing quote is found
/// where it is and not at the end of the file.
class CsvLines {
public:
    /// \param path, text live as long as this
    CsvLines(const std::string& path, std::string_view text, Diagnostics& diagnostics)
        : path_{path}, text_{text}, diagnostics_{diagnostics} {}

    bool at_end() const { return at_ >= text_.size(); }
    /// False, with a diagnostic, when the rest of the file cannot be read.
    bool next_line(std::vector<CsvCell>& cells);
    SourcePosition where(const CsvCell& cell) const { return {path_, cell.line, cell.column}; }
    /// Of the line that was cut last.
    SourcePosition line_end() const { return where(line_end_); }

private:
    CsvCell here() const { return {{}, line_, static_cast<std::int64_t>(at_ - line_start_ + 1)}; }
    bool at_line_end() const { return at_end() || text_[at_] == '\n' || text_[at_] == '\r'; }
    bool quoted_cell(CsvCell& cell);
    bool bare_cell(CsvCell& cell);
    bool skip_line_end();

    const std::string& path_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    std::int64_t line_ = 1;
    CsvCell line_end_;
};

/// Nothing on the line.
bool is_blank(const std::vector<CsvCell>& cells);

/// Every column has a name of its own; else a diagnostic.
bool check_header(const CsvLines& lines, const std::vector<CsvCell>& header, Diagnostics& diagnostics);

/// A row must be as long as the header, or its cells may stand under the wrong names; else a diagnostic.
bool check_length(const CsvLines& lines, const std::vector<CsvCell>& header, const std::vector<CsvCell>& cells,
                  Diagnostics& diagnostics);

}  // namespace hadome
