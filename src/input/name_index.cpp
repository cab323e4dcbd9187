#include "input/name_index.hpp"

#include "input/nearest.hpp"
#include "input/schemas.hpp"
#include "input/shared_keys.hpp"

namespace hadome {

NameIndex::NameIndex(const Tables& tables, Diagnostics& diagnostics) {
    for (const TableSchema& schema : row_schemas()) {
        if (schema.identity == TableSchema::Identity::none) {
            continue;
        }
        const Diagnostics::About about(diagnostics, schema.name);
        Names& names = tables_[schema.name];
        names.complete = tables.complete(schema.name);
        const std::string& key = schema.fields.front().key;
        const bool unique = schema.identity == TableSchema::Identity::unique;
        const std::vector<Entry>& rows = tables.rows(schema.name);
        std::map<std::string, std::int64_t> lines;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const std::string& name = rows[row].text(key);
            if (name.empty()) {
                continue;  // a missing name has been reported
            }
            const auto [first, is_new] = lines.try_emplace(name, rows[row].where(key).line);
            if (is_new) {
                names.positions.emplace(name, static_cast<std::int32_t>(unique ? row : names.positions.size()));
            } else if (unique) {
                diagnostics.add(rows[row].where(key), "duplicate id '" + name + "' in table '" + schema.name + "'",
                                "it stands on line " + std::to_string(first->second) + " already",
                                "rename one of the two, or take one out");
            }
        }
    }
}

std::int32_t NameIndex::find(const std::string& table, const std::string& name, const std::string& key,
                             const SourcePosition& where, Diagnostics& diagnostics) const {
    const Names& names = tables_.at(table);
    if (const auto found = names.positions.find(name); found != names.positions.end()) {
        return found->second;
    }
    if (names.complete) {
        std::vector<std::string> known;
        for (const auto& [other, position] : names.positions) {
            known.push_back(other);
        }
        diagnostics.add(where, key + ": there is no " + table + " '" + name + "'",
                        "table '" + table + "' has no such entry", spelling_remedy(name, known));
    }
    return -1;
}

NameIndex resolve_names(Tables& tables, Diagnostics& diagnostics) {
    NameIndex names(tables, diagnostics);
    for (const TableSchema& schema : row_schemas()) {
        const Diagnostics::About about(diagnostics, schema.name);
        share_keys(tables.rows(schema.name), schema, diagnostics);
        for (Entry& row : tables.rows(schema.name)) {
            const auto find = [&](const Field& field, const std::string& name, const SourcePosition& where) {
                const std::int32_t position = names.find(field.table, name, field.key, where, diagnostics);
                if (position < 0) {
                    row.mark_unsound();
                }
                return position;
            };
            for (std::size_t f = 0; f < schema.fields.size(); ++f) {
                Datum& datum = row.data()[f];
                if (schema.fields[f].type == Field::Type::reference && !datum.text.empty()) {
                    datum.reference = find(schema.fields[f], datum.text, datum.where);
                }
                for (Item& item : datum.items) {
                    if (schema.fields[f].type == Field::Type::references) {
                        item.reference = find(schema.fields[f], item.text, item.where);
                    }
                }
            }
        }
    }
    return names;
}

}  // namespace hadome
