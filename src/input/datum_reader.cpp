#include <algorithm>

#include "core/check.hpp"
#include "input/distribution_reader.hpp"
#include "input/entry_reader.hpp"
#include "input/figures.hpp"
#include "input/list_reader.hpp"
#include "input/nearest.hpp"
#include "input/text_list.hpp"
#include "input/week.hpp"
#include "input/year.hpp"

namespace hadome {
namespace {

bool check_id(const std::string& id, const SourcePosition& where, const Field& field, Diagnostics& diagnostics) {
    const bool dots = field.type == Field::Type::id;
    const bool good = is_id(id) && (dots || id.find('.') == std::string::npos);
    if (!good) {
        diagnostics.add(where, field.key + ": '" + id + "' cannot be an id",
                        std::string("ids are made of the letters A-Z a-z, digits, \"_\" and \"-\"") +
                            (dots ? ", \".\"" : "; \".\" separates a site's label"),
                        "choose such a name; en and ja hold the label for people");
    }
    return good;
}

bool read_text(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    if (value.kind != Value::Kind::text) {
        report_type(value, field.key, "text", "put it in quotes", diagnostics);
        return false;
    }
    const auto is_control = [](char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == '\x7f'; };
    if (std::any_of(value.text.begin(), value.text.end(), is_control)) {
        diagnostics.add(value.where, field.key + ": the text holds a control character",
                        "reports and terminals would obey it or end there", "take it out");
        return false;
    }
    datum.text = value.text;
    return true;
}

/// Numbers and words stand in TOML as they are; what has parts is written as in CSV.
bool read_cell(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    switch (value.kind) {
        case Value::Kind::integer: datum.text = std::to_string(value.integer); return true;
        case Value::Kind::real: datum.text = format_number(value.real); return true;
        case Value::Kind::boolean: datum.text = value.integer != 0 ? "true" : "false"; return true;
        case Value::Kind::text: return read_text(value, field, datum, diagnostics);
        case Value::Kind::list:
        case Value::Kind::table:
        case Value::Kind::date: break;
    }
    report_type(value, field.key, "a figure or text",
                "write it as in a cell of CSV, in quotes: \"0.5;0.5\", \"lognormal(median=12 h, sigma=1)\"",
                diagnostics);
    return false;
}

bool read_choice(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    if (!read_text(value, field, datum, diagnostics)) {
        return false;
    }
    const auto found = std::find(field.choices.begin(), field.choices.end(), datum.text);
    if (found == field.choices.end()) {
        diagnostics.add(value.where, field.key + ": unknown word '" + datum.text + "'",
                        "it is one of: " + join_words(field.choices), spelling_remedy(datum.text, field.choices));
        return false;
    }
    datum.integer = found - field.choices.begin();
    return true;
}

bool read_boolean(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    if (value.kind == Value::Kind::boolean) {
        datum.integer = value.integer;
        return true;
    }
    if (value.kind == Value::Kind::text && (value.text == "true" || value.text == "false")) {
        datum.integer = value.text == "true" ? 1 : 0;
        return true;
    }
    report_type(value, field.key, "true or false", "write true or false without quotes", diagnostics);
    return false;
}

/// A moment of the day or the week.
bool read_time(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    if (!read_text(value, field, datum, diagnostics)) {
        return false;
    }
    const bool of_week = field.type == Field::Type::week_time;
    const auto time = of_week ? parse_week_time(trim_spaces(datum.text)) : parse_time_of_day(trim_spaces(datum.text));
    if (!time) {
        diagnostics.add(value.where,
                        field.key + ": '" + datum.text + "' is no time of the " + (of_week ? "week" : "day"),
                        of_week ? "it is a day (mon, tue, wed, thu, fri, sat, sun) and a time of it, 00:00 to 23:59"
                                : "it is hours and minutes, 00:00 to 24:00",
                        of_week ? "write it like \"mon 08:30\"" : "write it like \"08:30\"");
        return false;
    }
    datum.integer = *time;
    return true;
}

bool read_date(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    if (!read_text(value, field, datum, diagnostics)) {
        return false;
    }
    const auto day = parse_date(trim_spaces(datum.text));
    if (!day) {
        diagnostics.add(value.where, field.key + ": '" + datum.text + "' is no day of the year",
                        "it is month and day, 01-01 to 12-31, of a year of 365 days", "write it like \"04-01\"");
        return false;
    }
    datum.integer = *day;
    return true;
}

bool read_restoration(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    if (value.kind == Value::Kind::text && trim_spaces(value.text) == never_word) {
        datum.text = never_word;
        return true;
    }
    auto law = read_distribution(value, field.key, field.dimension, field.bounds, diagnostics);
    datum.distribution = law.value_or(Distribution{});
    return law.has_value();
}

bool read_by_type(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    switch (field.type) {
        case Field::Type::id:
        case Field::Type::plain_id:
            return read_text(value, field, datum, diagnostics) && check_id(datum.text, value.where, field, diagnostics);
        case Field::Type::text:
        case Field::Type::reference: return read_text(value, field, datum, diagnostics);
        case Field::Type::cell: return read_cell(value, field, datum, diagnostics);
        case Field::Type::choice: return read_choice(value, field, datum, diagnostics);
        case Field::Type::boolean: return read_boolean(value, field, datum, diagnostics);
        case Field::Type::integer: {
            const auto integer = read_integer(value, field.key, field.bounds, diagnostics);
            datum.integer = integer.value_or(0);
            return integer.has_value();
        }
        case Field::Type::quantity: {
            const auto figure = read_figure(value, field.key, field.dimension, field.bounds, diagnostics);
            datum.number = figure.value_or(0.0);
            return figure.has_value();
        }
        case Field::Type::distribution: {
            auto law = read_distribution(value, field.key, field.dimension, field.bounds, diagnostics);
            datum.distribution = law.value_or(Distribution{});
            return law.has_value();
        }
        case Field::Type::restoration: return read_restoration(value, field, datum, diagnostics);
        case Field::Type::references:
        case Field::Type::list: return read_texts(value, field, datum, diagnostics);
        case Field::Type::numbers: return read_numbers(value, field, datum, diagnostics);
        case Field::Type::pairs: return read_pairs(value, field, datum, diagnostics);
        case Field::Type::choices: return read_choices(value, field, datum, diagnostics);
        case Field::Type::weekdays: return read_weekdays(value, field, datum, diagnostics);
        case Field::Type::dates: return read_dates(value, field, datum, diagnostics);
        case Field::Type::date: return read_date(value, field, datum, diagnostics);
        case Field::Type::time_of_day:
        case Field::Type::week_time: return read_time(value, field, datum, diagnostics);
    }
    throw InternalError("unknown type of field");
}

}  // namespace

bool read_datum(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    // Empty text is how a CSV cell says "absent"; TOML may say it so too.
    if (value.kind == Value::Kind::text && trim_spaces(value.text).empty()) {
        datum.state = Datum::State::absent;
        return true;
    }
    datum.state = Datum::State::given;
    return read_by_type(value, field, datum, diagnostics);
}

}  // namespace hadome
