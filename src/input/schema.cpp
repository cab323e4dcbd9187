#include "input/schema.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace hadome {
namespace {

Field field_of(std::string key, Field::Type type) {
    Field field;
    field.key = std::move(key);
    field.type = type;
    return field;
}

Field figure_field(std::string key, Field::Type type, Dimension dimension, Bounds bounds) {
    Field field = field_of(std::move(key), type);
    field.dimension = dimension;
    field.bounds = bounds;
    return field;
}

}  // namespace

bool Bounds::contain(double value) const {
    switch (ends) {
        case Ends::closed: return value >= low && value <= high;
        case Ends::open_low: return value > low && value <= high;
        case Ends::open: return value > low && value < high;
    }
    throw InternalError("unknown kind of bounds");
}

std::string Bounds::words() const {
    const std::string above = format_number(low);
    const std::string below = format_number(high);
    switch (ends) {
        case Ends::closed: return std::isfinite(high) ? "in [" + above + ", " + below + "]" : "at least " + above;
        case Ends::open_low: return "above " + above + " and at most " + below;
        case Ends::open: return "above " + above + " and below " + below;
    }
    throw InternalError("unknown kind of bounds");
}

Field Field::required() const {
    Field field = *this;
    field.presence = Presence::required;
    return field;
}

Field Field::or_else(std::string text) const {
    Field field = *this;
    field.presence = Presence::defaulted;
    field.fallback = std::move(text);
    return field;
}

Field Field::or_same_as(std::string other_key) const {
    Field field = *this;
    field.presence = Presence::copied;
    field.fallback = std::move(other_key);
    return field;
}

Field Field::shared_by_entry() const {
    Field field = *this;
    field.extent = Extent::entry;
    return field;
}

std::vector<Field> labelled(std::vector<Field> fields) {
    fields.insert(fields.begin() + 1, {text_field("en").or_same_as("id"), text_field("ja").or_same_as("en")});
    return fields;
}

Field id_field(std::string key) {
    return field_of(std::move(key), Field::Type::id);
}

Field plain_id_field(std::string key) {
    return field_of(std::move(key), Field::Type::plain_id);
}

Field text_field(std::string key) {
    return field_of(std::move(key), Field::Type::text);
}

Field cell_field(std::string key) {
    return field_of(std::move(key), Field::Type::cell);
}

Field choice_field(std::string key, std::vector<std::string> choices) {
    Field field = field_of(std::move(key), Field::Type::choice);
    field.choices = std::move(choices);
    return field;
}

Field boolean_field(std::string key) {
    return field_of(std::move(key), Field::Type::boolean);
}

Field integer_field(std::string key, Bounds bounds) {
    return figure_field(std::move(key), Field::Type::integer, Dimension::number, bounds);
}

Field number_field(std::string key, Bounds bounds) {
    return figure_field(std::move(key), Field::Type::quantity, Dimension::number, bounds);
}

Field quantity_field(std::string key, Dimension dimension, Bounds bounds) {
    return figure_field(std::move(key), Field::Type::quantity, dimension, bounds);
}

Field distribution_field(std::string key, Dimension dimension, Bounds bounds) {
    return figure_field(std::move(key), Field::Type::distribution, dimension, bounds);
}

Field reference_field(std::string key, std::string table) {
    Field field = field_of(std::move(key), Field::Type::reference);
    field.table = std::move(table);
    return field;
}

Field references_field(std::string key, std::string table) {
    Field field = field_of(std::move(key), Field::Type::references);
    field.table = std::move(table);
    return field;
}

Field season_field() {
    return reference_field("season", "season");
}

Field rate_cv_field() {
    return number_field("rate_cv", up_to(10.0)).or_else("0");
}

Field list_field(std::string key) {
    return field_of(std::move(key), Field::Type::list);
}

Field numbers_field(std::string key, Bounds bounds) {
    return figure_field(std::move(key), Field::Type::numbers, Dimension::number, bounds);
}

Field quantities_field(std::string key, Dimension dimension, Bounds bounds) {
    return figure_field(std::move(key), Field::Type::numbers, dimension, bounds);
}

Field restoration_field(std::string key) {
    return figure_field(std::move(key), Field::Type::restoration, Dimension::duration, any_duration);
}

Field pairs_field(std::string key, Dimension dimension, Bounds bounds, Bounds pair_bounds) {
    Field field = figure_field(std::move(key), Field::Type::pairs, dimension, bounds);
    field.pair_bounds = pair_bounds;
    return field;
}

Field choices_field(std::string key, std::vector<std::string> choices) {
    Field field = choice_field(std::move(key), std::move(choices));
    field.type = Field::Type::choices;
    return field;
}

Field time_of_day_field(std::string key) {
    return field_of(std::move(key), Field::Type::time_of_day);
}

Field weekdays_field(std::string key) {
    return field_of(std::move(key), Field::Type::weekdays);
}

Field week_time_field(std::string key) {
    return field_of(std::move(key), Field::Type::week_time);
}

Field date_field(std::string key) {
    return field_of(std::move(key), Field::Type::date);
}

Field dates_field(std::string key) {
    return field_of(std::move(key), Field::Type::dates);
}

std::size_t TableSchema::position(const std::string& key) const {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.key == key; });
    HADOME_EXPECT(found != fields.end());
    return static_cast<std::size_t>(found - fields.begin());
}

std::vector<std::string> TableSchema::keys() const {
    std::vector<std::string> keys;
    for (const Field& field : fields) {
        keys.push_back(field.key);
    }
    return keys;
}

TableSchema rows_schema(std::string name, TableSchema::Identity identity, std::vector<Field> fields) {
    fields.push_back(text_field("source"));
    fields.push_back(choice_field("confidence", {"sourced", "derived", "judgement"}));
    fields.push_back(text_field("note"));
    return {std::move(name), TableSchema::Shape::rows, identity, std::move(fields)};
}

TableSchema single_schema(std::string name, std::vector<Field> fields) {
    return {std::move(name), TableSchema::Shape::single, TableSchema::Identity::none, std::move(fields)};
}

}  // namespace hadome
