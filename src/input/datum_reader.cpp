#include <algorithm>
#include <optional>

#include "core/check.hpp"
#include "input/distribution_reader.hpp"
#include "input/entry_reader.hpp"
#include "input/figures.hpp"
#include "input/nearest.hpp"
#include "input/text_list.hpp"

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
    datum.text = value.text;
    return true;
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

/// The elements of an array, or of a text with ";" between them.
std::optional<std::vector<Value>> elements_of(const Value& value, const Field& field, const std::string& of_what,
                                              Diagnostics& diagnostics) {
    if (value.kind == Value::Kind::list) {
        return value.items;
    }
    std::vector<Value> elements;
    if (value.kind == Value::Kind::text) {
        for (const std::string& part : split_text(value.text, ';')) {
            Value element;
            element.where = value.where;
            element.text = part;
            elements.push_back(std::move(element));
        }
        return elements;
    }
    if (field.type == Field::Type::numbers && (value.kind == Value::Kind::integer || value.kind == Value::Kind::real)) {
        return std::vector<Value>{value};
    }
    report_type(value, field.key, "an array of " + of_what, "write it in square brackets", diagnostics);
    return std::nullopt;
}

bool read_texts(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    const auto elements = elements_of(value, field, "texts", diagnostics);
    if (!elements) {
        return false;
    }
    bool good = true;
    for (const Value& element : *elements) {
        if (element.kind != Value::Kind::text) {
            report_type(element, field.key, "text", "put it in quotes", diagnostics);
            good = false;
        } else if (element.text.empty()) {
            diagnostics.add(element.where, field.key + ": empty element of a list", "\";\" separates elements",
                            "take the extra separator out");
            good = false;
        } else {
            datum.items.push_back({element.text, 0.0, -1, element.where});
        }
    }
    return good;
}

bool read_numbers(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    const auto elements = elements_of(value, field, "numbers", diagnostics);
    if (!elements) {
        return false;
    }
    bool good = true;
    for (const Value& element : *elements) {
        if (const auto figure = read_figure(element, field.key, field.dimension, field.bounds, diagnostics)) {
            datum.items.push_back({{}, *figure, -1, element.where});
        } else {
            good = false;
        }
    }
    return good;
}

bool read_by_type(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    switch (field.type) {
        case Field::Type::id:
        case Field::Type::plain_id:
            return read_text(value, field, datum, diagnostics) && check_id(datum.text, value.where, field, diagnostics);
        case Field::Type::text:
        case Field::Type::reference: return read_text(value, field, datum, diagnostics);
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
        case Field::Type::references:
        case Field::Type::list: return read_texts(value, field, datum, diagnostics);
        case Field::Type::numbers: return read_numbers(value, field, datum, diagnostics);
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
