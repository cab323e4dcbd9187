#include "input/list_reader.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "input/figures.hpp"
#include "input/nearest.hpp"
#include "input/text_list.hpp"
#include "input/week.hpp"
#include "input/year.hpp"

namespace hadome {
namespace {

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

}  // namespace

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
            datum.items.push_back({element.text, 0.0, -1, element.where, 0.0});
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
            datum.items.push_back({{}, *figure, -1, element.where, 0.0});
        } else {
            good = false;
        }
    }
    return good;
}

bool read_pairs(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    Datum texts;
    if (!read_texts(value, field, texts, diagnostics)) {
        return false;
    }
    bool good = true;
    for (const Item& item : texts.items) {
        const auto equals = item.text.find('=');
        if (equals == std::string::npos) {
            diagnostics.add(item.where, field.key + ": '" + item.text + "' is not a pair",
                            "its elements are two figures with \"=\" between them",
                            "write it like " + format_quantity(0.5, field.dimension) + "=0.5");
            good = false;
            continue;
        }
        const auto side = [&](std::string_view text, Dimension dimension, const Bounds& bounds) {
            Value part;
            part.where = item.where;
            part.text = std::string(trim_spaces(text));
            return read_figure(part, field.key, dimension, bounds, diagnostics);
        };
        const auto first = side(std::string_view(item.text).substr(0, equals), field.dimension, field.bounds);
        const auto second = side(std::string_view(item.text).substr(equals + 1), Dimension::number, field.pair_bounds);
        if (first && second) {
            datum.items.push_back({{}, *first, -1, item.where, *second});
        }
        good = good && first && second;
    }
    return good;
}

bool read_choices(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    Datum texts;
    if (!read_texts(value, field, texts, diagnostics)) {
        return false;
    }
    bool good = true;
    for (Item& item : texts.items) {
        const auto found = std::find(field.choices.begin(), field.choices.end(), item.text);
        const bool twice = std::any_of(datum.items.begin(), datum.items.end(),
                                       [&](const Item& earlier) { return earlier.text == item.text; });
        if (found == field.choices.end()) {
            diagnostics.add(item.where, field.key + ": unknown word '" + item.text + "'",
                            "its elements are of: " + join_words(field.choices),
                            spelling_remedy(item.text, field.choices));
            good = false;
        } else if (twice) {
            diagnostics.add(item.where, field.key + ": '" + item.text + "' stands twice", "once is enough",
                            "take one of the two out");
            good = false;
        } else {
            item.reference = static_cast<std::int32_t>(found - field.choices.begin());
            datum.items.push_back(item);
        }
    }
    // In the order of the choices, so that the dump does not depend on how the list was written.
    std::sort(datum.items.begin(), datum.items.end(),
              [](const Item& a, const Item& b) { return a.reference < b.reference; });
    return good;
}

bool read_dates(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    if (!read_texts(value, field, datum, diagnostics)) {
        return false;
    }
    bool good = true;
    for (const Item& item : datum.items) {
        if (!parse_dates(item.text)) {
            diagnostics.add(item.where, field.key + ": '" + item.text + "' is no day of the year",
                            "its elements are dates of a year of 365 days, 04-01, months, apr, ranges of them, "
                            "12-28..01-03, or month-end",
                            "write it like one of these");
            good = false;
        }
    }
    return good;
}

bool read_weekdays(const Value& value, const Field& field, Datum& datum, Diagnostics& diagnostics) {
    Datum texts;
    if (!read_texts(value, field, texts, diagnostics)) {
        return false;
    }
    bool good = true;
    for (const Item& item : texts.items) {
        const auto days = parse_days(item.text);
        if (!days) {
            diagnostics.add(item.where, field.key + ": '" + item.text + "' is neither a day nor a range of days",
                            "days are " + join_words(day_names()) + ", and a range runs forward from mon to sun",
                            "write it like mon-fri, or sat;sun");
            good = false;
            continue;
        }
        for (int day = days->first; day <= days->last; ++day) {
            datum.items.push_back({day_names()[static_cast<std::size_t>(day)], 0.0, day, item.where, 0.0});
        }
    }
    std::sort(datum.items.begin(), datum.items.end(),
              [](const Item& a, const Item& b) { return a.reference < b.reference; });
    const auto twice = std::unique(datum.items.begin(), datum.items.end(),
                                   [](const Item& a, const Item& b) { return a.reference == b.reference; });
    datum.items.erase(twice, datum.items.end());
    return good;
}

}  // namespace hadome
