#include <map>

#include "input/entry_reader.hpp"
#include "input/shared_keys.hpp"

namespace hadome {
namespace {

bool same(const Datum& a, const Datum& b) {
    return a.text == b.text && a.integer == b.integer && a.number == b.number;
}

/// The first row of each entry that gives the field; a diagnostic where a later one disagrees.
std::map<std::string, const Datum*> find_given(std::vector<Entry>& rows, std::size_t position,
                                               Diagnostics& diagnostics) {
    std::map<std::string, const Datum*> given;
    for (Entry& row : rows) {
        const Field& field = row.schema().fields[position];
        const Datum& datum = row.data()[position];
        if (datum.state != Datum::State::given || !row.sound()) {
            continue;
        }
        const std::string& name_key = row.schema().fields.front().key;
        const auto [first, is_new] = given.try_emplace(row.text(name_key), &datum);
        if (!is_new && !same(datum, *first->second)) {
            diagnostics.add(datum.where,
                            field.key + " of '" + row.text(name_key) + "' differs from line " +
                                std::to_string(first->second->where.line),
                            "all rows of one " + name_key + " share it", "give the same figure, or give it once");
        }
    }
    return given;
}

}  // namespace

void share_keys(std::vector<Entry>& rows, const TableSchema& schema, Diagnostics& diagnostics) {
    for (std::size_t position = 0; position < schema.fields.size(); ++position) {
        const Field& field = schema.fields[position];
        if (field.extent != Field::Extent::entry) {
            continue;
        }
        const auto given = find_given(rows, position, diagnostics);
        for (Entry& row : rows) {
            Datum& datum = row.data()[position];
            if (datum.state != Datum::State::absent) {
                continue;
            }
            if (const auto found = given.find(row.text(schema.fields.front().key)); found != given.end()) {
                datum = *found->second;
                datum.state = Datum::State::filled;
            } else if (field.presence == Field::Presence::copied) {
                datum = row.datum(field.fallback);
                datum.state = Datum::State::filled;
            } else if (field.presence == Field::Presence::defaulted) {
                fill_datum(field.fallback, field, datum);
            }
        }
    }
}

}  // namespace hadome
