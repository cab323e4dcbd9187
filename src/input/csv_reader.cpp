#include "input/csv_reader.hpp"

#include "input/csv_lines.hpp"

namespace hadome {

std::optional<RawTable> read_csv(const std::string& path, const std::string& text, Diagnostics& diagnostics) {
    const std::size_t before = diagnostics.items().size();
    CsvLines lines(path, text, diagnostics);
    RawTable table{RawTable::Layout::csv, {path, 1, 1}, {}, {}};
    std::vector<CsvCell> header;
    std::vector<CsvCell> cells;
    while (!lines.at_end()) {
        if (!lines.next_line(cells)) {
            return std::nullopt;
        }
        if (is_blank(cells)) {
            continue;
        }
        if (header.empty()) {
            if (!check_header(lines, cells, diagnostics)) {
                return std::nullopt;
            }
            header = cells;
            table.where = lines.where(header.front());
            for (const CsvCell& cell : header) {
                table.columns.push_back({cell.text, lines.where(cell), {}});
            }
            continue;
        }
        if (!check_length(lines, header, cells, diagnostics)) {
            continue;
        }
        RawRow row{lines.where(cells.front()), {}};
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i].text.empty()) {
                Value value;
                value.where = lines.where(cells[i]);
                value.text = std::move(cells[i].text);
                row.members.push_back({header[i].text, lines.where(header[i]), std::move(value)});
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
