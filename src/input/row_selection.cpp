#include "input/row_selection.hpp"

#include <algorithm>

#include "core/name_hash.hpp"
#include "input/nearest.hpp"
#include "input/schemas.hpp"

namespace hadome {
namespace {

const Field* find_field(const TableSchema& schema, const std::string& key) {
    const auto found =
        std::find_if(schema.fields.begin(), schema.fields.end(), [&](const Field& field) { return field.key == key; });
    return found == schema.fields.end() ? nullptr : &*found;
}

/// The key that names the function whose row it is: the first that must, or one that is called so.
const Field* function_field(const TableSchema& schema) {
    const auto found = std::find_if(schema.fields.begin(), schema.fields.end(), [](const Field& field) {
        return field.type == Field::Type::reference && field.table == "function" &&
               (field.key == "function" || field.presence == Field::Presence::required);
    });
    return found == schema.fields.end() ? nullptr : &*found;
}

/// The function whose row it is; invalid when it has none.
FunctionId function_of(const Entry& row, const Tables& tables) {
    if (row.schema().name == "function") {
        return FunctionId::from_size(static_cast<std::size_t>(&row - tables.rows("function").data()));
    }
    const Field* field = function_field(row.schema());
    return field == nullptr ? FunctionId{} : row.reference<FunctionId>(field->key);
}

template <class Id>
std::set<Id> set_of(const std::vector<Id>& ids) {
    return {ids.begin(), ids.end()};
}

template <class Id>
bool any_in(const Entry& row, const std::string& key, const std::set<Id>& wanted) {
    const Field* field = find_field(row.schema(), key);
    return field != nullptr && field->type == Field::Type::references &&
           std::any_of(row.items(key).begin(), row.items(key).end(),
                       [&](const Item& item) { return wanted.contains(Id{item.reference}); });
}

/// What a datum is called when a selector names it; twins answer to the name of the row that they were.
bool says(const Datum& datum, const Field& field, const std::string& word) {
    switch (field.type) {
        case Field::Type::id:
        case Field::Type::plain_id:
        case Field::Type::text:
        case Field::Type::choice:
        case Field::Type::reference: return original_name(datum.text) == word;
        case Field::Type::boolean: return word == (datum.integer != 0 ? "true" : "false");
        case Field::Type::integer: return word == std::to_string(datum.integer);
        case Field::Type::list:
        case Field::Type::references:
        case Field::Type::choices:
            return std::any_of(datum.items.begin(), datum.items.end(),
                               [&](const Item& item) { return original_name(item.text) == word; });
        default: return false;
    }
}

bool is_word(Field::Type type) {
    switch (type) {
        case Field::Type::id:
        case Field::Type::plain_id:
        case Field::Type::text:
        case Field::Type::choice:
        case Field::Type::reference:
        case Field::Type::boolean:
        case Field::Type::integer:
        case Field::Type::list:
        case Field::Type::references:
        case Field::Type::choices: return true;
        default: return false;
    }
}

bool has_ids(const TableSchema& schema) {
    return schema.identity != TableSchema::Identity::none;
}

}  // namespace

std::string row_words(const Entry& row) {
    std::string words;
    for (const Field& field : row.schema().fields) {
        const bool naming = field.type == Field::Type::id || field.type == Field::Type::plain_id;
        const bool joining = field.type == Field::Type::reference;
        if (field.presence == Field::Presence::required && (naming || (joining && !has_ids(row.schema())))) {
            words += (words.empty() ? "'" : " / '") + original_name(row.text(field.key)) + "'";
        }
    }
    return row.schema().name + (words.empty() ? "" : " " + words);
}

FunctionPlaces::FunctionPlaces(const Model& model) : regions(model.functions.size()) {
    for (const Node& node : model.nodes) {
        regions[node.function].insert(node.region);
    }
    for (const Function& function : model.functions) {
        sectors.push_back(function.sector);
    }
}

RowSelection::RowSelection(const Tables& tables, const FunctionPlaces& places, const Entry& change,
                           Diagnostics& diagnostics)
    : tables_{tables},
      places_{places},
      change_{change},
      diagnostics_{diagnostics},
      functions_{set_of(change.references<FunctionId>("functions"))},
      sectors_{set_of(change.references<SectorId>("sectors"))},
      regions_{set_of(change.references<RegionId>("regions"))} {
    for (const Item& item : change.items("platforms")) {
        platforms_.insert(item.reference);
    }
    for (const Entry& use : tables.rows("platform_use")) {
        if (platforms_.contains(use.datum("platform").reference)) {
            on_platforms_.insert(use.reference<FunctionId>("function"));
        }
    }
}

bool RowSelection::tells_apart(const TableSchema& schema) const {
    const bool has_function = schema.name == "function" || function_field(schema) != nullptr;
    const bool lists_functions = find_field(schema, "functions") != nullptr;
    const bool good_functions = !given("functions") || has_function || lists_functions;
    const bool good_sectors = !given("sectors") || has_function || lists_functions || schema.name == "sector";
    const bool good_platforms = !given("platforms") || has_function || find_field(schema, "platform") != nullptr;
    const bool good_regions = !given("regions") || has_function || schema.name == "region" ||
                              find_field(schema, "region") != nullptr || find_field(schema, "regions") != nullptr;
    return good_functions && good_sectors && good_platforms && good_regions;
}

const TableSchema* RowSelection::users_of(const TableSchema& schema, std::string& key) const {
    // A function may have one of its own: no axis of the results and no random number goes by them.
    static const std::set<std::string> shared{"store", "fragility", "season", "calendar"};
    if (!shared.contains(schema.name)) {
        return nullptr;
    }
    for (const TableSchema& user : row_schemas()) {
        for (const Field& field : user.fields) {
            const bool refers = field.type == Field::Type::reference || field.type == Field::Type::references;
            if (refers && field.table == schema.name && function_field(user) != &field && tells_apart(user)) {
                key = field.key;
                return &user;
            }
        }
    }
    return nullptr;
}

bool RowSelection::in_functions(const Entry& row) const {
    const FunctionId own = function_of(row, tables_);
    return own.valid() ? functions_.contains(own) : any_in(row, "functions", functions_);
}

bool RowSelection::in_sectors(const Entry& row) const {
    if (row.schema().name == "sector") {
        return sectors_.contains(SectorId::from_size(static_cast<std::size_t>(&row - tables_.rows("sector").data())));
    }
    const FunctionId own = function_of(row, tables_);
    if (own.valid()) {
        return sectors_.contains(places_.sectors[own]);
    }
    std::set<FunctionId> theirs;
    for (const FunctionId function : ids_of(places_.sectors)) {
        if (sectors_.contains(places_.sectors[function])) {
            theirs.insert(function);
        }
    }
    return any_in(row, "sectors", sectors_) || any_in(row, "functions", theirs);
}

bool RowSelection::on_platforms(const Entry& row) const {
    if (find_field(row.schema(), "platform") != nullptr && row.has("platform")) {
        return platforms_.contains(row.datum("platform").reference);
    }
    return on_platforms_.contains(function_of(row, tables_));
}

/// The part of a row that holds in all these regions which is selected.
std::optional<SelectedRow> RowSelection::part_of(const Entry& row, std::size_t position,
                                                 const std::set<RegionId>& all) {
    SelectedRow selected{position, {}, {}};
    for (const RegionId region : all) {
        (regions_.contains(region) ? selected.only_in : selected.rest).push_back(region);
    }
    if (selected.only_in.empty()) {
        return std::nullopt;
    }
    if (selected.rest.empty()) {
        return SelectedRow{position, {}, {}};
    }
    if (find_field(row.schema(), "only_in") == nullptr) {
        if (!split_refused_) {
            split_refused_ = true;
            diagnostics_.add(change_.where("regions"), row_words(row) + " holds in other regions as well",
                             "rows of table '" + row.schema().name + "' cannot be divided by region",
                             "name all regions of the row, or change another key");
        }
        return std::nullopt;
    }
    return selected;
}

std::optional<SelectedRow> RowSelection::in_regions(const Entry& row, std::size_t position) {
    const TableSchema& schema = row.schema();
    if (schema.name == "region") {
        const bool named = regions_.contains(RegionId::from_size(position));
        return named ? std::optional(SelectedRow{position, {}, {}}) : std::nullopt;
    }
    if (find_field(schema, "region") != nullptr) {
        const bool named = regions_.contains(row.reference<RegionId>("region"));
        return named ? std::optional(SelectedRow{position, {}, {}}) : std::nullopt;
    }
    for (const std::string key : {"only_in", "regions"}) {
        if (find_field(schema, key) != nullptr && !row.items(key).empty()) {
            return part_of(row, position, set_of(row.references<RegionId>(key)));
        }
    }
    if (const FunctionId function = function_of(row, tables_); function.valid()) {
        return part_of(row, position, places_.regions[function]);
    }
    std::set<RegionId> everywhere;
    for (const RegionId region : IdRange<RegionId>(tables_.rows("region").size())) {
        everywhere.insert(region);
    }
    return part_of(row, position, everywhere);
}

std::vector<SelectedRow> RowSelection::by_place(const TableSchema& schema) {
    std::vector<SelectedRow> selected;
    const std::vector<Entry>& rows = tables_.rows(schema.name);
    for (std::size_t position = 0; position < rows.size(); ++position) {
        const Entry& row = rows[position];
        if ((given("functions") && !in_functions(row)) || (given("sectors") && !in_sectors(row)) ||
            (given("platforms") && !on_platforms(row))) {
            continue;
        }
        if (!given("regions")) {
            selected.push_back({position, {}, {}});
        } else if (auto part = in_regions(row, position)) {
            selected.push_back(std::move(*part));
        }
    }
    return selected;
}

bool RowSelection::by_content(const Entry& row) const {
    const auto& entries = change_.items("entries");
    const bool named = entries.empty() || std::any_of(entries.begin(), entries.end(), [&](const Item& item) {
                           return original_name(row.text(row.schema().fields.front().key)) == item.text;
                       });
    const auto& where = change_.items("where");
    return named && std::all_of(where.begin(), where.end(), [&](const Item& item) {
               const auto equals = item.text.find('=');
               const std::string key = item.text.substr(0, equals);
               return says(row.datum(key), *find_field(row.schema(), key), item.text.substr(equals + 1));
           });
}

bool RowSelection::check_content(const TableSchema& schema) const {
    bool good = true;
    const auto report = [&](const Item& item, std::string problem, std::string reason, std::string remedy) {
        diagnostics_.add(item.where, std::move(problem), std::move(reason), std::move(remedy));
        good = false;
    };
    if (given("entries") && !has_ids(schema)) {
        report(change_.items("entries").front(), "entries of table '" + schema.name + "'", "its rows have no id",
               "select them by functions or where");
        return false;
    }
    std::vector<std::string> ids;
    for (const Entry& row : tables_.rows(schema.name)) {
        if (has_ids(schema)) {
            ids.push_back(original_name(row.text(schema.fields.front().key)));
        }
    }
    for (const Item& item : change_.items("entries")) {
        if (std::find(ids.begin(), ids.end(), item.text) == ids.end()) {
            report(item, "entries: there is no " + schema.name + " '" + item.text + "'",
                   "table '" + schema.name + "' has no such entry", spelling_remedy(item.text, ids));
        }
    }
    for (const Item& item : change_.items("where")) {
        const auto equals = item.text.find('=');
        const std::string key = item.text.substr(0, equals);
        const Field* field = find_field(schema, key);
        if (equals == std::string::npos) {
            report(item, "where: '" + item.text + "' is not a pair",
                   "it is a key of the row and the word that it holds", "write it like cause=overload");
        } else if (field == nullptr) {
            report(item, "where: table '" + schema.name + "' has no key '" + key + "'",
                   "rows are told apart by what their keys hold", spelling_remedy(key, schema.keys()));
        } else if (!is_word(field->type)) {
            report(item, "where: '" + key + "' of table '" + schema.name + "' holds no word",
                   "figures and distributions select no rows", "name a key that holds a word or an id");
        }
    }
    return good;
}

}  // namespace hadome
