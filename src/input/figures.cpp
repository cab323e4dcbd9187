#include "input/figures.hpp"

#include <cmath>

namespace hadome {
namespace {

/// Whether a figure lies within its bounds; a diagnostic when not.
bool check_bounds(double figure, const Value& value, const std::string& key, Dimension dimension, const Bounds& bounds,
                  Diagnostics& diagnostics) {
    if (bounds.contain(figure)) {
        return true;
    }
    const bool negative = figure < 0.0 && bounds.low == 0.0;
    const std::string unit = dimension == Dimension::number ? "" : " " + default_unit(dimension);
    diagnostics.add(value.where,
                    key + (negative ? ": negative figure " : ": ") + format_quantity(figure, dimension) +
                        (negative ? "" : " is out of range"),
                    "it must be " + bounds.words() + unit, "correct the figure or its unit");
    return false;
}

}  // namespace

void report_type(const Value& value, const std::string& key, const std::string& expected, const std::string& remedy,
                 Diagnostics& diagnostics) {
    diagnostics.add(value.where, key + ": " + name_of(value.kind) + " where " + expected + " belongs",
                    "the key takes " + expected, remedy);
}

std::optional<double> read_figure(const Value& value, const std::string& key, Dimension dimension, const Bounds& bounds,
                                  Diagnostics& diagnostics) {
    double figure = 0.0;
    switch (value.kind) {
        case Value::Kind::integer: figure = static_cast<double>(value.integer); break;
        case Value::Kind::real: figure = value.real; break;
        case Value::Kind::text: {
            const ParsedNumber parsed = parse_quantity(value.text, dimension);
            if (!parsed.problem.empty()) {
                diagnostics.add(value.where, key + ": " + parsed.problem, parsed.reason, parsed.remedy);
                return std::nullopt;
            }
            figure = parsed.value;
            break;
        }
        default:
            report_type(value, key, name_of(dimension),
                        "write it like " + format_number(1.5) +
                            (dimension == Dimension::number ? "" : " or \"1.5 " + default_unit(dimension) + "\""),
                        diagnostics);
            return std::nullopt;
    }
    if (!std::isfinite(figure)) {
        diagnostics.add(value.where, key + ": " + (std::isnan(figure) ? "nan" : "inf") + " is not a finite number",
                        "nan and inf are no figures", "write a number");
        return std::nullopt;
    }
    if (!check_bounds(figure, value, key, dimension, bounds, diagnostics)) {
        return std::nullopt;
    }
    return figure;
}

std::optional<std::int64_t> read_integer(const Value& value, const std::string& key, const Bounds& bounds,
                                         Diagnostics& diagnostics) {
    if (value.kind == Value::Kind::integer) {
        if (!check_bounds(static_cast<double>(value.integer), value, key, Dimension::number, bounds, diagnostics)) {
            return std::nullopt;
        }
        return value.integer;
    }
    const auto figure = read_figure(value, key, Dimension::number, bounds, diagnostics);
    if (!figure) {
        return std::nullopt;
    }
    constexpr double exact = 9007199254740992.0;  // 2^53: beyond it doubles skip whole numbers
    if (std::trunc(*figure) != *figure || std::abs(*figure) > exact) {
        diagnostics.add(value.where, key + ": " + format_number(*figure) + " is not a whole number",
                        "the key takes a whole number", "write digits without a decimal point");
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*figure);
}

}  // namespace hadome
