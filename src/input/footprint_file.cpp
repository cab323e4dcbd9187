#include "input/footprint_file.hpp"

#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/check.hpp"
#include "input/csv_reader.hpp"
#include "input/encoding.hpp"

namespace hadome {
namespace {

const std::vector<std::string> column_names{"event", "rate", "region", "measure", "intensity", "share"};

Value text_value(std::string text, const SourcePosition& where) {
    Value value;
    value.where = where;
    value.text = std::move(text);
    return value;
}

Value value_of(const std::string& text, const SourcePosition& where) {
    return text_value(text, where);
}

/// Events are often numbered; whether a number will do is the reader's matter.
Value value_of(std::int64_t number, const SourcePosition& where) {
    return text_value(std::to_string(number), where);
}

Value value_of(double number, const SourcePosition& where) {
    Value value;
    value.where = where;
    value.kind = Value::Kind::real;
    value.real = number;
    return value;
}

void add_column(const std::string& path, const Column& column, const SourcePosition& where, RawTable& table) {
    if (table.columns.empty()) {
        table.rows.resize(column.size());
    } else if (column.size() != table.rows.size()) {
        throw IoError("dataset '/" + column.name + "' has " + std::to_string(column.size()) + " values, '/" +
                      table.columns.front().key + "' " + std::to_string(table.rows.size()));
    }
    table.columns.push_back({column.name, where, {}});
    const std::string place = path + ":/" + column.name + "[";
    const auto add_cells = [&](const auto& values) {
        for (std::size_t row = 0; row < values.size(); ++row) {
            const SourcePosition cell{place + std::to_string(row) + "]", 0, 0};
            table.rows[row].members.push_back({column.name, cell, value_of(values[row], cell)});
            table.rows[row].where = table.rows[row].members.front().where;
        }
    };
    std::visit(add_cells, column.values);
}

/// A file that could not be read is an error of the place that names it.
void report_unreadable(const std::string& path, const std::string& why, const SourcePosition& where,
                       Diagnostics& diagnostics) {
    diagnostics.add(where, "cannot read '" + path + "'", why, "check the path and the rights to read it");
}

std::optional<RawTable> read_hdf5(const std::string& path, FileBundle& files, const SourcePosition& where,
                                  Diagnostics& diagnostics) {
    try {
        std::string why;
        const auto columns = files.read_columns(path, column_names, why);
        if (!columns) {
            report_unreadable(path, why, where, diagnostics);
            return std::nullopt;
        }
        // Columns that are missing are judged with the others.
        RawTable table{RawTable::Layout::csv, {path, 0, 0}, {}, {}};
        for (const Column& column : *columns) {
            add_column(path, column, where, table);
        }
        return table;
    } catch (const IoError& error) {
        diagnostics.add({path, 0, 0}, "the footprints cannot be read", error.what(),
                        "make or copy the file anew, with a dataset of one dimension for each column: event, rate, "
                        "region, measure, intensity and, if wanted, share");
        return std::nullopt;
    }
}

std::optional<RawTable> read_text(const std::string& path, FileBundle& files, const SourcePosition& where,
                                  Diagnostics& diagnostics) {
    std::string why;
    const auto bytes = files.read(path, why);
    if (!bytes) {
        report_unreadable(path, why, where, diagnostics);
        return std::nullopt;
    }
    const auto text = decode_text(path, *bytes, diagnostics);
    return text ? read_csv(path, *text, diagnostics) : std::nullopt;
}

bool is_hdf5(std::string_view path) {
    return path.ends_with(".h5") || path.ends_with(".hdf5");
}

void name_the_set(RawTable& table, const std::string& set) {
    table.columns.push_back({"event_set", table.where, {}});
    for (RawRow& row : table.rows) {
        row.members.push_back({"event_set", row.where, text_value(set, row.where)});
    }
}

}  // namespace

std::optional<RawTable> read_footprint_file(const std::string& path, FileBundle& files, const std::string& set,
                                            const SourcePosition& where, Diagnostics& diagnostics) {
    std::optional<RawTable> table =
        is_hdf5(path) ? read_hdf5(path, files, where, diagnostics) : read_text(path, files, where, diagnostics);
    if (!table) {
        return std::nullopt;
    }
    if (find_member(table->columns, "event_set") != nullptr) {
        diagnostics.add(table->where, "a file of footprints has a column 'event_set'",
                        "it is named by one set, to which all of it belongs", "take the column out");
        return std::nullopt;
    }
    name_the_set(*table, set);
    return table;
}

}  // namespace hadome
