#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "input/units.hpp"

namespace hadome {

/// Where a figure must lie.
struct Bounds {
    enum class Ends { closed, open_low, open };
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    Ends ends = Ends::closed;

    bool contain(double value) const;
    /// "in [0, 1]", "above 0 and at most 5", ...
    std::string words() const;
};

inline constexpr Bounds fraction{0.0, 1.0, Bounds::Ends::closed};
constexpr Bounds up_to(double high) {
    return {0.0, high, Bounds::Ends::closed};
}
constexpr Bounds positive_up_to(double high) {
    return {0.0, high, Bounds::Ends::open_low};
}
/// A hundred thousand years: beyond any use, and far from the end of simulated time.
inline constexpr Bounds any_duration = up_to(8.76e8);

inline constexpr Bounds latitude{-90.0, 90.0, Bounds::Ends::closed};
inline constexpr Bounds longitude{-180.0, 180.0, Bounds::Ends::closed};
inline constexpr double max_yearly_rate = 1e6;
/// Steps of a restoration curve.
inline constexpr Bounds curve_steps{0.0, 1000.0, Bounds::Ends::closed};

/// One key of a table: its type, where it must lie, and what holds when it is absent.
struct Field {
    enum class Type {
        id,            ///< name of an entry: ASCII letters, digits, "_", "-", "."
        plain_id,      ///< the same without ".", which separates labels from regions
        text,          ///< anything on one line
        cell,          ///< what another key may hold, as it would stand in a cell of a CSV file
        choice,        ///< one of `choices`
        boolean,       ///< true or false
        integer,       ///< whole number
        quantity,      ///< number with a unit of `dimension`
        distribution,  ///< of a quantity of `dimension`
        restoration,   ///< the same, or the word "never"
        reference,     ///< id of an entry of `table`
        references,    ///< several of them
        list,          ///< several texts
        numbers,       ///< several numbers, or quantities of `dimension`
        pairs,         ///< several `x=y`: a quantity of `dimension`, and a number within `pair_bounds`
        choices,       ///< several of `choices`, each once
        time_of_day,   ///< "08:30" to "24:00"
        weekdays,      ///< several of mon to sun, or ranges of them, "mon-fri"
        week_time,     ///< "mon 08:30"
        date,          ///< "04-01"
        dates          ///< several dates, months, ranges of them, "month-end"
    };
    enum class Presence {
        required,
        optional,   ///< absent means absent
        defaulted,  ///< `fallback` in the words of the input
        copied      ///< as the key that `fallback` names
    };
    /// `entry`: rows of one id (the states of a fragility class) share the key; any of them may give it.
    enum class Extent { row, entry };

    std::string key;
    Type type = Type::text;
    Dimension dimension = Dimension::number;
    Bounds bounds;
    Bounds pair_bounds;
    std::vector<std::string> choices;
    std::string table;
    Presence presence = Presence::optional;
    std::string fallback;
    Extent extent = Extent::row;

    Field required() const;
    Field or_else(std::string text) const;
    Field or_same_as(std::string other_key) const;
    Field shared_by_entry() const;
};

Field id_field(std::string key);
Field plain_id_field(std::string key);
Field text_field(std::string key);
Field cell_field(std::string key);
Field choice_field(std::string key, std::vector<std::string> choices);
Field boolean_field(std::string key);
Field integer_field(std::string key, Bounds bounds);
Field number_field(std::string key, Bounds bounds);
Field quantity_field(std::string key, Dimension dimension, Bounds bounds);
Field distribution_field(std::string key, Dimension dimension, Bounds bounds);
Field reference_field(std::string key, std::string table);
Field references_field(std::string key, std::string table);
Field list_field(std::string key);
Field numbers_field(std::string key, Bounds bounds);
Field quantities_field(std::string key, Dimension dimension, Bounds bounds);
Field restoration_field(std::string key);
Field pairs_field(std::string key, Dimension dimension, Bounds bounds, Bounds pair_bounds);
Field choices_field(std::string key, std::vector<std::string> choices);
Field time_of_day_field(std::string key);
Field weekdays_field(std::string key);
Field week_time_field(std::string key);
Field date_field(std::string key);
Field dates_field(std::string key);

/// How an annual rate is spread within the year and between years.
Field season_field();
Field rate_cv_field();

/// The fields, with `en` and `ja` after the first one, the id.
std::vector<Field> labelled(std::vector<Field> fields);
/// Words for the kinds of damage.
inline const std::vector<std::string> damage_kinds{"physical", "ot", "it"};

/// All keys of one table. The reader, the checks, the dump and the documentation follow it.
struct TableSchema {
    enum class Shape {
        single,  ///< one TOML table: [run]
        rows     ///< array of tables or CSV file: [[region]]
    };
    enum class Identity {
        none,    ///< rows have no name
        unique,  ///< the first key names the row
        grouped  ///< rows of one first key make one entry
    };
    /// The file in which the table stands.
    enum class Home { run, model };
    std::string name;
    Shape shape = Shape::rows;
    Identity identity = Identity::none;
    std::vector<Field> fields;
    Home home = Home::model;

    /// Position of a key. \throws InternalError when the table has no such key
    std::size_t position(const std::string& key) const;
    std::vector<std::string> keys() const;
};

/// A table with rows: they also accept `source`, `confidence` and `note`.
TableSchema rows_schema(std::string name, TableSchema::Identity identity, std::vector<Field> fields);
TableSchema single_schema(std::string name, std::vector<Field> fields);

}  // namespace hadome
