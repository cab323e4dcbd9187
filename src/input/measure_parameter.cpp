#include "input/measure_parameter.hpp"

#include <set>
#include <string>
#include <vector>

#include "input/nearest.hpp"
#include "input/schemas.hpp"

namespace hadome {
namespace {

/// Rows of footprints are those of their set, and too many to be copied for each measure.
bool is_changeable(const TableSchema& schema) {
    return schema.home == TableSchema::Home::model
               ? schema.name != "model" && schema.name != "measure" && schema.name != "measure_change" &&
                     schema.name != "event_set" && schema.name != "footprint"
               : schema.name == "event";
}

std::vector<const TableSchema*> changeable_tables() {
    std::vector<const TableSchema*> tables;
    for (const auto* schemas : {&model_schemas(), &row_schemas()}) {
        for (const TableSchema& schema : *schemas) {
            if (is_changeable(schema)) {
                tables.push_back(&schema);
            }
        }
    }
    return tables;
}

/// A key that says what the row is about, or what it is called, is no parameter of it.
bool is_parameter(const TableSchema& schema, const Field& field) {
    static const std::set<std::string> about{"en",    "ja",    "source",  "confidence", "note",        "added_by",
                                             "sites", "group", "only_in", "regions",    "left_out_en", "left_out_ja"};
    const bool names = field.type == Field::Type::id || field.type == Field::Type::plain_id;
    const bool refers = field.type == Field::Type::reference && field.presence == Field::Presence::required;
    return !names && !refers && !about.contains(field.key) && !(schema.name == "region" && field.key == "area");
}

}  // namespace

MeasureParameter read_parameter(const Entry& change, Diagnostics& diagnostics) {
    const std::string& text = change.text("parameter");
    const auto dot = text.find('.');
    const std::string table = text.substr(0, dot);
    const SourcePosition& where = change.where("parameter");
    if (dot == std::string::npos) {
        diagnostics.add(where, "parameter: '" + text + "' is not a table and a key of it",
                        "a measure changes one key of the rows of a table", "write it like unintended.rate");
        return {};
    }
    std::vector<std::string> names;
    for (const TableSchema* schema : changeable_tables()) {
        names.push_back(schema->name);
        if (schema->name != table) {
            continue;
        }
        std::vector<std::string> keys;
        for (const Field& field : schema->fields) {
            if (is_parameter(*schema, field)) {
                keys.push_back(field.key);
                if (field.key == text.substr(dot + 1)) {
                    return {schema, &field};
                }
            }
        }
        diagnostics.add(where, "parameter: table '" + table + "' has no parameter '" + text.substr(dot + 1) + "'",
                        "keys that say what a row is about are none", spelling_remedy(text.substr(dot + 1), keys));
        return {};
    }
    diagnostics.add(where, "parameter: no table '" + table + "' that a measure can change",
                    "it is a table of the model and a key of it", spelling_remedy(table, names));
    return {};
}

}  // namespace hadome
