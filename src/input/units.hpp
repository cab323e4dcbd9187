#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hadome {

/// What a figure measures, and so which units it may carry.
enum class Dimension {
    number,         ///< no unit
    duration,       ///< [h]
    yearly_rate,    ///< [1/a]
    hourly_rate,    ///< [1/h]
    money_an_hour,  ///< [JPY/h]
    money_a_year,   ///< [JPY/a]
    money,          ///< [JPY]
    length          ///< [km]
};

/// The unit of the stored figure and of a bare number: "h", "/a", ...; empty for `number`.
std::string default_unit(Dimension dimension);

/// "a duration", ...: for messages.
std::string name_of(Dimension dimension);

/// A figure, or what is wrong with the text of it.
struct ParsedNumber {
    double value = 0.0;
    std::string problem;  ///< empty when good
    std::string reason;
    std::string remedy;
};

/// A decimal number; `what` names the dimension in messages. Locale plays no part.
ParsedNumber parse_number(std::string_view text, Dimension what);

/// "number unit", or a bare number in the default unit, in the default unit.
ParsedNumber parse_quantity(std::string_view text, Dimension dimension);

/// Shortest decimal text that reads back as the same number.
std::string format_number(double value);
/// The same with the default unit; reads back as the same figure.
std::string format_quantity(double value, Dimension dimension);

}  // namespace hadome
