#include "input/dump.hpp"

#include <array>
#include <cstdio>

#include "core/check.hpp"
#include "input/distribution_laws.hpp"
#include "input/schemas.hpp"
#include "input/week.hpp"
#include "input/year.hpp"

namespace hadome {
namespace {

/// A basic string of TOML.
std::string quote(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (code < 0x20 || code == 0x7F) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04X", code);
            quoted += escape.data();
        } else {
            quoted += c;
        }
    }
    return quoted + "\"";
}

template <class Element>
std::string list_of(const std::vector<Item>& items, const Element& element) {
    std::string text;
    for (const Item& item : items) {
        text += (text.empty() ? "" : ", ") + element(item);
    }
    return "[" + text + "]";
}

std::string value_text(const Datum& datum, const Field& field) {
    switch (field.type) {
        case Field::Type::id:
        case Field::Type::plain_id:
        case Field::Type::text:
        case Field::Type::cell:
        case Field::Type::choice:
        case Field::Type::reference: return quote(datum.text);
        case Field::Type::boolean: return datum.integer != 0 ? "true" : "false";
        case Field::Type::integer: return std::to_string(datum.integer);
        case Field::Type::quantity:
            return field.dimension == Dimension::number ? format_number(datum.number)
                                                        : quote(format_quantity(datum.number, field.dimension));
        case Field::Type::distribution:
            return field.dimension == Dimension::number && datum.distribution.is_fixed()
                       ? format_number(datum.distribution.a)
                       : quote(format_distribution(datum.distribution, field.dimension));
        case Field::Type::restoration:
            return quote(datum.text == never_word ? datum.text
                                                  : format_distribution(datum.distribution, field.dimension));
        case Field::Type::time_of_day: return quote(format_time_of_day(datum.integer));
        case Field::Type::week_time: return quote(format_week_time(datum.integer));
        case Field::Type::date: return quote(format_date(static_cast<int>(datum.integer)));
        case Field::Type::references:
        case Field::Type::choices:
        case Field::Type::weekdays:
        case Field::Type::dates:
        case Field::Type::list: return list_of(datum.items, [](const Item& item) { return quote(item.text); });
        case Field::Type::numbers:
            return list_of(datum.items, [&](const Item& item) {
                return field.dimension == Dimension::number ? format_number(item.number)
                                                            : quote(format_quantity(item.number, field.dimension));
            });
        case Field::Type::pairs:
            return list_of(datum.items, [&](const Item& item) {
                return quote(format_quantity(item.number, field.dimension) + "=" + format_number(item.second));
            });
    }
    throw InternalError("unknown type of field");
}

void write_entry(const Entry& entry, std::string& text) {
    for (std::size_t i = 0; i < entry.data().size(); ++i) {
        const Field& field = entry.schema().fields[i];
        const bool is_place = entry.schema().name == "run" && field.key == "model";
        if (entry.data()[i].state != Datum::State::absent && !is_place) {
            text += field.key + " = " + value_text(entry.data()[i], field) + "\n";
        }
    }
}

}  // namespace

std::string dump_tables(const Tables& tables) {
    std::string text;
    for (const auto* schemas : {&run_schemas(), &model_schemas()}) {
        for (const TableSchema& schema : *schemas) {
            text += (text.empty() ? "[" : "\n[") + schema.name + "]\n";
            write_entry(tables.single(schema.name), text);
        }
    }
    for (const TableSchema& schema : row_schemas()) {
        for (const Entry& row : tables.rows(schema.name)) {
            text += "\n[[" + schema.name + "]]\n";
            write_entry(row, text);
        }
    }
    return text;
}

}  // namespace hadome
