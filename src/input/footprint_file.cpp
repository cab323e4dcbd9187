#include "input/footprint_file.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/check.hpp"
#include "hdf5/dataset.hpp"
#include "hdf5/file.hpp"
#include "hdf5/read_data.hpp"
#include "input/csv_reader.hpp"
#include "input/encoding.hpp"

namespace hadome {
namespace {

constexpr std::array column_names{"event", "rate", "region", "measure", "intensity", "share"};

Value text_value(std::string text, const SourcePosition& where) {
    Value value;
    value.where = where;
    value.text = std::move(text);
    return value;
}

/// The cells of one dataset.
std::vector<Value> read_column(const hdf5::File& file, const std::string& name) {
    const hdf5::Dataset dataset(file, "/" + name);
    if (dataset.shape().size() != 1) {
        throw IoError("dataset '/" + name + "' has not one dimension; each column is a list of values");
    }
    const std::string place = file.path() + ":/" + name + "[";
    std::vector<Value> values;
    const auto add = [&](Value value) {
        value.where = {place + std::to_string(values.size()) + "]", 0, 0};
        values.push_back(std::move(value));
    };
    switch (dataset.content()) {
        case hdf5::Content::whole_numbers:
            for (const std::int64_t number : dataset.whole_numbers()) {
                // Events are often numbered; whether a number will do is the reader's matter.
                add(text_value(std::to_string(number), {}));
            }
            return values;
        case hdf5::Content::real_numbers:
            for (const double number : dataset.real_numbers()) {
                Value value;
                value.kind = Value::Kind::real;
                value.real = number;
                add(value);
            }
            return values;
        case hdf5::Content::text:
            for (const std::string& text : dataset.texts()) {
                add(text_value(text, {}));
            }
            return values;
        case hdf5::Content::other: break;
    }
    throw IoError("dataset '/" + name + "' holds neither numbers nor text");
}

RawTable read_hdf5(const std::string& path, const std::string& bytes, const SourcePosition& where) {
    const hdf5::File file = hdf5::File::open_image(path, bytes);
    RawTable table{RawTable::Layout::csv, {path, 0, 0}, {}, {}};
    for (const std::string name : column_names) {
        if (!hdf5::holds(file, "/" + name)) {
            continue;  // judged with the other columns
        }
        const std::vector<Value> values = read_column(file, name);
        if (table.columns.empty()) {
            table.rows.resize(values.size());
        } else if (values.size() != table.rows.size()) {
            throw IoError("dataset '/" + name + "' has " + std::to_string(values.size()) + " values, '/" +
                          table.columns.front().key + "' " + std::to_string(table.rows.size()));
        }
        table.columns.push_back({name, where, {}});
        for (std::size_t row = 0; row < values.size(); ++row) {
            table.rows[row].members.push_back({name, values[row].where, values[row]});
            table.rows[row].where = table.rows[row].members.front().where;
        }
    }
    return table;
}

bool ends_in(const std::string& path, const std::string& ending) {
    return path.size() >= ending.size() && path.compare(path.size() - ending.size(), ending.size(), ending) == 0;
}

void name_the_set(RawTable& table, const std::string& set) {
    table.columns.push_back({"event_set", table.where, {}});
    for (RawRow& row : table.rows) {
        row.members.push_back({"event_set", row.where, text_value(set, row.where)});
    }
}

}  // namespace

std::optional<RawTable> read_footprint_file(const std::string& path, const std::string& bytes, const std::string& set,
                                            const SourcePosition& where, Diagnostics& diagnostics) {
    std::optional<RawTable> table;
    if (ends_in(path, ".h5") || ends_in(path, ".hdf5")) {
        try {
            table = read_hdf5(path, bytes, where);
        } catch (const IoError& error) {
            diagnostics.add({path, 0, 0}, "the footprints cannot be read", error.what(),
                            "write a dataset of one dimension for each column: event, rate, region, measure, "
                            "intensity and, if wanted, share");
            return std::nullopt;
        }
    } else if (const auto text = decode_text(path, bytes, diagnostics)) {
        table = read_csv(path, *text, diagnostics);
    }
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
