#include "input/key_change.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "input/entry_reader.hpp"
#include "input/figures.hpp"
#include "input/nearest.hpp"

namespace hadome {
namespace {

constexpr double median_level = 0.5;

bool is_figure(Field::Type type) {
    return type == Field::Type::quantity || type == Field::Type::integer || type == Field::Type::numbers;
}

bool is_law(Field::Type type) {
    return type == Field::Type::distribution || type == Field::Type::restoration;
}

/// The parameters of a law that are figures of its dimension: they grow with whatever is drawn from it.
std::vector<double*> sizes_of(Distribution& law) {
    using Kind = Distribution::Kind;
    switch (law.kind) {
        case Kind::uniform:
        case Kind::normal: return {&law.a, &law.b};
        case Kind::fixed:
        case Kind::exponential:
        case Kind::lognormal:
        case Kind::weibull:
        case Kind::pareto: return {&law.a};
        case Kind::empirical: break;
    }
    std::vector<double*> sizes;
    for (double& value : law.table) {
        sizes.push_back(&value);
    }
    return sizes;
}

/// Those that move when a constant is added; none where the law does not stay of its kind.
std::vector<double*> places_of(Distribution& law) {
    using Kind = Distribution::Kind;
    switch (law.kind) {
        case Kind::fixed:
        case Kind::normal: return {&law.a};
        case Kind::uniform:
        case Kind::empirical: return sizes_of(law);
        case Kind::exponential:
        case Kind::lognormal:
        case Kind::weibull:
        case Kind::pareto: break;
    }
    return {};
}

}  // namespace

KeyChange::KeyChange(const Entry& change, const Field& field, Diagnostics& diagnostics)
    : change_{change}, field_{field}, operation_{change.choice<Operation>("operation")} {
    Value value;
    value.where = change.where("value");
    value.text = change.text("value");
    if (operation_ == Operation::set) {
        good_ = read_datum(value, field, whole_, diagnostics);
        whole_.where = value.where;
    } else if (is_figure(field.type) || is_law(field.type)) {
        read_operand(value, diagnostics);
    } else {
        good_ = false;
        diagnostics.add(change.where("operation"), change.text("operation") + " of '" + field.key + "'",
                        "the key holds no figure", "write operation = \"set\" and what it is to hold");
    }
}

void KeyChange::read_operand(const Value& value, Diagnostics& diagnostics) {
    const bool scales = operation_ == Operation::scale;
    const bool moves = operation_ == Operation::add;
    const Bounds bounds = scales ? up_to(1e6) : moves ? Bounds{} : field_.bounds;
    const auto figure = read_figure(value, "value", scales ? Dimension::number : field_.dimension, bounds, diagnostics);
    good_ = figure.has_value();
    operand_ = figure.value_or(0.0);
}

double KeyChange::figure(double old) const {
    const auto changed = [&] {
        switch (operation_) {
            case Operation::scale: return old * operand_;
            case Operation::add: return old + operand_;
            case Operation::at_least: return std::max(old, operand_);
            case Operation::at_most: return std::min(old, operand_);
            case Operation::set: break;
        }
        throw InternalError("no figure to reckon with");
    }();
    return field_.type == Field::Type::integer ? std::round(changed) : changed;
}

/// A law is raised or lowered to a level by its median, keeping its shape.
Distribution KeyChange::law(const Distribution& old) const {
    Distribution changed = old;
    if (old.is_fixed()) {
        changed.a = figure(old.a);
        return changed;
    }
    double factor = 1.0;
    if (operation_ == Operation::add) {
        for (double* place : places_of(changed)) {
            *place += operand_;
        }
        return changed;
    }
    if (operation_ == Operation::scale) {
        factor = operand_;
    } else {
        const double median = quantile(old, median_level);
        const double level = figure(median);
        if (level == median) {
            return old;
        }
        factor = level / median;
    }
    for (double* size : sizes_of(changed)) {
        *size *= factor;
    }
    return changed;
}

bool KeyChange::good_figure(double figure) const {
    return std::isfinite(figure) && field_.bounds.contain(figure);
}

bool KeyChange::change_figures(Datum& datum) const {
    const auto change = [&](double& number) {
        number = figure(number);
        return good_figure(number);
    };
    if (field_.type == Field::Type::integer) {
        auto number = static_cast<double>(datum.integer);
        if (!change(number)) {
            return false;
        }
        datum.integer = static_cast<std::int64_t>(number);
        return true;
    }
    if (field_.type == Field::Type::quantity) {
        return change(datum.number);
    }
    return std::all_of(datum.items.begin(), datum.items.end(), [&](Item& item) { return change(item.number); });
}

bool KeyChange::change_law(Datum& datum) const {
    if (datum.text == never_word) {
        if (operation_ == Operation::at_most) {
            datum.text.clear();
            datum.distribution = Distribution::fixed(operand_);
        }
        return true;
    }
    datum.distribution = law(datum.distribution);
    const std::vector<double*> sizes = sizes_of(datum.distribution);
    return std::all_of(sizes.begin(), sizes.end(), [&](const double* size) { return good_figure(*size); });
}

Datum KeyChange::apply(const Datum& old, const std::string& row, Diagnostics& diagnostics) const {
    if (operation_ == Operation::set) {
        return whole_;
    }
    Datum changed = old;
    changed.where = change_.where("value");  // whatever it breaks is the change's doing
    const bool by_law = is_law(field_.type);
    if (by_law && operation_ == Operation::add && old.text != never_word && places_of(changed.distribution).empty()) {
        diagnostics.add(
            change_.where("operation"),
            "add to " + field_.key + " of " + row + ", a distribution of kind " + name_of(old.distribution.kind),
            "moved by a constant it would be of no kind that can be drawn", "scale it, or set another distribution");
        return old;
    }
    if (!(by_law ? change_law(changed) : change_figures(changed))) {
        diagnostics.add(change_.where("value"), field_.key + " of " + row + " leaves its range",
                        "it must be " + field_.bounds.words(), "change it by less, or select other rows");
        return old;
    }
    return changed;
}

bool same_content(const Datum& a, const Datum& b) {
    const bool absent_a = a.state == Datum::State::absent;
    const bool absent_b = b.state == Datum::State::absent;
    return absent_a == absent_b && a.text == b.text && a.integer == b.integer && a.number == b.number &&
           a.distribution == b.distribution &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), [](const Item& x, const Item& y) {
               return x.text == y.text && x.number == y.number && x.second == y.second;
           });
}

}  // namespace hadome
