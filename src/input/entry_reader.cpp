#include "input/entry_reader.hpp"

#include <algorithm>
#include <set>

#include "core/check.hpp"
#include "input/nearest.hpp"

namespace hadome {
namespace {

void report_unknown(const Member& member, const TableSchema& schema, const std::string& word,
                    Diagnostics& diagnostics) {
    diagnostics.add(member.where, "unknown " + word + " '" + member.key + "' in table '" + schema.name + "'",
                    "nothing would read it", spelling_remedy(member.key, schema.keys()));
}

/// A header is judged once, whatever the number of rows.
void check_columns(const RawTable& table, const TableSchema& schema, Diagnostics& diagnostics) {
    const std::vector<std::string> keys = schema.keys();
    for (const Member& column : table.columns) {
        if (std::find(keys.begin(), keys.end(), column.key) == keys.end()) {
            report_unknown(column, schema, "column", diagnostics);
        }
    }
    for (const Field& field : schema.fields) {
        if (field.presence == Field::Presence::required && find_member(table.columns, field.key) == nullptr) {
            diagnostics.add(table.where, "missing column '" + field.key + "' of table '" + schema.name + "'",
                            "the column is required", "add it to the header and fill it in on every row");
        }
    }
}

class EntryReader {
public:
    EntryReader(const RawTable& table, const TableSchema& schema, Diagnostics& diagnostics)
        : table_{table}, schema_{schema}, diagnostics_{diagnostics} {}

    Entry read(const RawRow& row) {
        Entry entry(schema_, row.where);
        read_members(row, entry);
        fill_in(row, entry);
        return entry;
    }

private:
    bool is_csv() const { return table_.layout == RawTable::Layout::csv; }

    void read_members(const RawRow& row, Entry& entry) {
        const std::vector<std::string> keys = schema_.keys();
        for (const Member& member : row.members) {
            const auto found = std::find(keys.begin(), keys.end(), member.key);
            if (found == keys.end()) {
                if (!is_csv()) {
                    report_unknown(member, schema_, "key", diagnostics_);
                    entry.mark_unsound();
                }
                continue;
            }
            const auto position = static_cast<std::size_t>(found - keys.begin());
            Datum& datum = entry.data()[position];
            datum.where = member.value.where;
            if (!read_datum(member.value, schema_.fields[position], datum, diagnostics_)) {
                datum.state = Datum::State::given;
                entry.mark_unsound();
            }
        }
    }

    void fill_in(const RawRow& row, Entry& entry) {
        for (std::size_t i = 0; i < schema_.fields.size(); ++i) {
            const Field& field = schema_.fields[i];
            Datum& datum = entry.data()[i];
            if (datum.state != Datum::State::absent || field.extent == Field::Extent::entry) {
                continue;
            }
            switch (field.presence) {
                case Field::Presence::optional: break;
                case Field::Presence::required:
                    report_missing(row, field);
                    entry.mark_unsound();
                    break;
                case Field::Presence::defaulted: fill_datum(field.fallback, field, datum); break;
                case Field::Presence::copied: {
                    const Datum& other = entry.datum(field.fallback);
                    if (other.state != Datum::State::absent) {
                        const SourcePosition where = datum.where;
                        datum = other;
                        datum.where = where;
                        datum.state = Datum::State::filled;
                    }
                    break;
                }
            }
        }
    }

    void report_missing(const RawRow& row, const Field& field) {
        if (!is_csv()) {
            diagnostics_.add(row.where, "missing key '" + field.key + "' in table '" + schema_.name + "'",
                             "the key is required", "add " + field.key + " = ...");
        } else if (find_member(table_.columns, field.key) != nullptr) {
            diagnostics_.add(row.where, "empty cell in column '" + field.key + "' of table '" + schema_.name + "'",
                             "the column is required", "fill it in");
        }  // else the header has been judged
    }

    const RawTable& table_;
    const TableSchema& schema_;
    Diagnostics& diagnostics_;
};

}  // namespace

std::vector<Entry> read_entries(const RawTable& table, const TableSchema& schema, Diagnostics& diagnostics) {
    if (table.layout == RawTable::Layout::csv) {
        check_columns(table, schema, diagnostics);
    }
    std::vector<Entry> entries;
    EntryReader reader(table, schema, diagnostics);
    for (const RawRow& row : table.rows) {
        entries.push_back(reader.read(row));
    }
    return entries;
}

void fill_datum(const std::string& text, const Field& field, Datum& datum) {
    Diagnostics diagnostics;
    Value value;
    value.text = text;
    const bool good = read_datum(value, field, datum, diagnostics);
    HADOME_ENSURE(good);
    datum.state = Datum::State::filled;
}

}  // namespace hadome
