#include "input/name_index.hpp"

#include "input/entry_reader.hpp"
#include "input/nearest.hpp"
#include "input/schemas.hpp"

namespace hadome {
namespace {

using Indices = std::map<std::string, NameIndex>;

/// Rows of one entry share a key: any of them may give it, two must agree.
void share_keys(std::vector<Entry>& rows, const TableSchema& schema, Diagnostics& diagnostics) {
    const std::string& name_key = schema.fields.front().key;
    for (std::size_t f = 0; f < schema.fields.size(); ++f) {
        const Field& field = schema.fields[f];
        if (field.extent != Field::Extent::entry) {
            continue;
        }
        std::map<std::string, const Datum*> given;
        for (Entry& row : rows) {
            const Datum& datum = row.data()[f];
            if (datum.state != Datum::State::given) {
                continue;
            }
            const auto [first, is_new] = given.try_emplace(row.text(name_key), &datum);
            const Datum& other = *first->second;
            if (!is_new && row.sound() && (datum.text != other.text || datum.number != other.number)) {
                diagnostics.add(datum.where,
                                field.key + " of '" + row.text(name_key) + "' differs from line " +
                                    std::to_string(other.where.line),
                                "all rows of one " + name_key + " share it", "give the same figure, or give it once");
                row.mark_unsound();
            }
        }
        for (Entry& row : rows) {
            Datum& datum = row.data()[f];
            if (datum.state != Datum::State::absent) {
                continue;
            }
            if (const auto found = given.find(row.text(name_key)); found != given.end()) {
                datum = *found->second;
                datum.state = Datum::State::filled;
            } else {
                fill_datum(field.fallback, field, datum);
            }
        }
    }
}

/// Turns the references of all rows of a table into positions.
class ReferenceResolver {
public:
    ReferenceResolver(const Tables& tables, const Indices& indices, Diagnostics& diagnostics)
        : tables_{tables}, indices_{indices}, diagnostics_{diagnostics} {}

    void resolve(Entry& row) const {
        for (std::size_t f = 0; f < row.data().size(); ++f) {
            const Field& field = row.schema().fields[f];
            Datum& datum = row.data()[f];
            if (field.type == Field::Type::reference && !datum.text.empty()) {
                datum.reference = find(row, field, datum.text, datum.where);
            } else if (field.type == Field::Type::references) {
                for (Item& item : datum.items) {
                    item.reference = find(row, field, item.text, item.where);
                }
            }
        }
    }

private:
    std::int32_t find(Entry& row, const Field& field, const std::string& name, const SourcePosition& where) const {
        const NameIndex& index = indices_.at(field.table);
        const std::int32_t position = index.find(name);
        if (position < 0) {
            row.mark_unsound();
            if (tables_.complete(field.table)) {
                diagnostics_.add(where, field.key + ": there is no " + field.table + " '" + name + "'",
                                 "table '" + field.table + "' has no such entry", spelling_remedy(name, index.names()));
            }
        }
        return position;
    }

    const Tables& tables_;
    const Indices& indices_;
    Diagnostics& diagnostics_;
};

}  // namespace

NameIndex::NameIndex(const std::vector<Entry>& rows, const TableSchema& schema, Diagnostics& diagnostics) {
    if (schema.identity == TableSchema::Identity::none) {
        return;
    }
    const std::string& key = schema.fields.front().key;
    std::map<std::string, std::int64_t> lines;
    for (const Entry& row : rows) {
        const std::string& name = row.text(key);
        if (name.empty()) {
            continue;  // a missing name has been reported
        }
        const auto [first, is_new] = lines.try_emplace(name, row.where(key).line);
        if (is_new) {
            positions_.emplace(name, static_cast<std::int32_t>(positions_.size()));
        } else if (schema.identity == TableSchema::Identity::unique) {
            diagnostics.add(row.where(key), "duplicate id '" + name + "' in table '" + schema.name + "'",
                            "it stands on line " + std::to_string(first->second) + " already",
                            "rename one of the two, or take one out");
        }
    }
}

std::int32_t NameIndex::find(const std::string& name) const {
    const auto found = positions_.find(name);
    return found == positions_.end() ? -1 : found->second;
}

std::vector<std::string> NameIndex::names() const {
    std::vector<std::string> names;
    for (const auto& [name, position] : positions_) {
        names.push_back(name);
    }
    return names;
}

void resolve_names(Tables& tables, Diagnostics& diagnostics) {
    Indices indices;
    for (const TableSchema& schema : row_schemas()) {
        indices.emplace(schema.name, NameIndex(tables.rows(schema.name), schema, diagnostics));
        share_keys(tables.rows(schema.name), schema, diagnostics);
    }
    const ReferenceResolver resolver(tables, indices, diagnostics);
    for (const TableSchema& schema : row_schemas()) {
        for (Entry& row : tables.rows(schema.name)) {
            resolver.resolve(row);
        }
    }
}

}  // namespace hadome
