#include "input/distribution_reader.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/check.hpp"
#include "input/distribution_laws.hpp"
#include "input/figures.hpp"
#include "input/nearest.hpp"
#include "input/text_list.hpp"

namespace hadome {
namespace {

/// A distribution taken apart, whichever form it had.
struct Written {
    Value law;
    std::vector<Member> parameters;
};

class DistributionReader {
public:
    DistributionReader(const std::string& key, Dimension dimension, const Bounds& bounds, Diagnostics& diagnostics)
        : key_{key}, dimension_{dimension}, bounds_{bounds}, diagnostics_{diagnostics} {}

    std::optional<Distribution> read(const Value& value) const {
        if (value.kind == Value::Kind::table) {
            return read_written(take_table_apart(value), value.where);
        }
        if (value.kind == Value::Kind::text && value.text.find('(') != std::string::npos) {
            const auto written = take_text_apart(value);
            return written ? read_written(*written, value.where) : std::nullopt;
        }
        const auto figure = read_figure(value, key_, dimension_, bounds_, diagnostics_);
        return figure ? std::optional(Distribution::fixed(*figure)) : std::nullopt;
    }

private:
    Written take_table_apart(const Value& value) const {
        Written written;
        written.law.where = value.where;
        for (const Member& member : value.members) {
            if (member.key == "dist") {
                written.law = member.value;
            } else {
                written.parameters.push_back(member);
            }
        }
        return written;
    }

    /// `name(key=figure, key=figure)`; positions are that of the whole text.
    std::optional<Written> take_text_apart(const Value& value) const {
        const std::string_view text = trim_spaces(value.text);
        const auto opening = text.find('(');
        Written written;
        written.law.where = value.where;
        written.law.text = std::string(trim_spaces(text.substr(0, opening)));
        if (!text.ends_with(')')) {
            return malformed(value, "its bracket is not closed at the end");
        }
        const std::string inside(text.substr(opening + 1, text.size() - opening - 2));
        for (const std::string& part : split_text(inside, ',')) {
            const auto equals = part.find('=');
            if (equals == std::string::npos) {
                return malformed(value, "'" + part + "' is not key=figure");
            }
            Member member{std::string(trim_spaces(std::string_view(part).substr(0, equals))), value.where, {}};
            member.value.where = value.where;
            member.value.text = std::string(trim_spaces(std::string_view(part).substr(equals + 1)));
            written.parameters.push_back(std::move(member));
        }
        return written;
    }

    std::optional<Written> malformed(const Value& value, const std::string& reason) const {
        diagnostics_.add(value.where, key_ + ": '" + value.text + "' is not a distribution", reason,
                         "write it like lognormal(median=12 h, sigma=1)");
        return std::nullopt;
    }

    std::optional<Distribution> read_written(const Written& written, const SourcePosition& where) const {
        if (written.law.kind != Value::Kind::text || written.law.text.empty()) {
            diagnostics_.add(written.law.where, key_ + ": a distribution without the name of its law",
                             "the key 'dist' holds the name as text", "add dist = \"lognormal\" or another law");
            return std::nullopt;
        }
        const auto law = std::find_if(distribution_laws().begin(), distribution_laws().end(),
                                      [&](const DistributionLaw& l) { return name_of(l.kind) == written.law.text; });
        if (law == distribution_laws().end()) {
            diagnostics_.add(written.law.where, key_ + ": unknown distribution '" + written.law.text + "'",
                             "the laws are " + join_words(distribution_names()),
                             spelling_remedy(written.law.text, distribution_names()));
            return std::nullopt;
        }
        if (!check_keys(*law, written)) {
            return std::nullopt;
        }
        return read_parameters(*law, written, where);
    }

    bool check_keys(const DistributionLaw& law, const Written& written) const {
        std::vector<std::string> keys;
        for (const DistributionParameter& parameter : law.parameters) {
            keys.push_back(parameter.key);
        }
        const std::string name = name_of(law.kind);
        bool good = true;
        for (auto member = written.parameters.begin(); member != written.parameters.end(); ++member) {
            const bool twice = std::any_of(written.parameters.begin(), member,
                                           [&](const Member& earlier) { return earlier.key == member->key; });
            if (twice || std::find(keys.begin(), keys.end(), member->key) == keys.end()) {
                diagnostics_.add(
                    member->where,
                    key_ + ": " + (twice ? "second" : "unknown") + " parameter '" + member->key + "' of " + name,
                    name + " takes " + join_words(keys), spelling_remedy(member->key, keys));
                good = false;
            }
        }
        for (const std::string& key : keys) {
            if (find_member(written.parameters, key) == nullptr) {
                diagnostics_.add(written.law.where, key_ + ": " + name + " lacks '" + key + "'",
                                 name + " takes " + join_words(keys), "add " + key);
                good = false;
            }
        }
        return good;
    }

    std::optional<double> read_parameter(const DistributionParameter& parameter, const Value& value) const {
        const std::string key = key_ + "." + parameter.key;
        switch (parameter.measure) {
            case DistributionParameter::Measure::number:
                return read_figure(value, key, Dimension::number, parameter.bounds, diagnostics_);
            case DistributionParameter::Measure::scale:
                return read_figure(value, key, dimension_, positive_up_to(bounds_.high), diagnostics_);
            case DistributionParameter::Measure::quantity:
                return read_figure(value, key, dimension_, bounds_, diagnostics_);
        }
        throw InternalError("unknown kind of parameter");
    }

    std::optional<Distribution> read_parameters(const DistributionLaw& law, const Written& written,
                                                const SourcePosition& where) const {
        Distribution distribution;
        distribution.kind = law.kind;
        if (law.kind == Distribution::Kind::empirical) {
            return read_table(find_member(written.parameters, "values")->value);
        }
        std::array<double, 2> figures{};
        bool good = true;
        for (std::size_t i = 0; i < law.parameters.size(); ++i) {
            const auto figure =
                read_parameter(law.parameters[i], find_member(written.parameters, law.parameters[i].key)->value);
            good = good && figure;
            figures[i] = figure.value_or(0.0);
        }
        if (!good) {
            return std::nullopt;
        }
        if (law.kind == Distribution::Kind::uniform && figures[0] > figures[1]) {
            diagnostics_.add(
                where, key_ + ": low of uniform is above high",
                format_quantity(figures[0], dimension_) + " is more than " + format_quantity(figures[1], dimension_),
                "exchange the two");
            return std::nullopt;
        }
        distribution.a = figures[0];
        distribution.b = figures[1];
        return distribution;
    }

    std::optional<Distribution> read_table(const Value& value) const {
        const std::string key = key_ + ".values";
        std::vector<Value> items = value.items;
        if (value.kind == Value::Kind::text) {
            for (const std::string& part : split_text(value.text, ';')) {
                Value item;
                item.where = value.where;
                item.text = part;
                items.push_back(std::move(item));
            }
        } else if (value.kind != Value::Kind::list) {
            report_type(value, key, "an array of figures", "write values = [1, 2, 3]", diagnostics_);
            return std::nullopt;
        }
        if (items.empty()) {
            diagnostics_.add(value.where, key_ + ": empirical without values", "one of its values is drawn",
                             "give at least one");
            return std::nullopt;
        }
        Distribution distribution;
        distribution.kind = Distribution::Kind::empirical;
        for (const Value& item : items) {
            const auto figure = read_figure(item, key, dimension_, bounds_, diagnostics_);
            if (!figure) {
                return std::nullopt;
            }
            distribution.table.push_back(*figure);
        }
        return distribution;
    }

    const std::string& key_;
    Dimension dimension_;
    const Bounds& bounds_;
    Diagnostics& diagnostics_;
};

}  // namespace

std::optional<Distribution> read_distribution(const Value& value, const std::string& key, Dimension dimension,
                                              const Bounds& bounds, Diagnostics& diagnostics) {
    return DistributionReader(key, dimension, bounds, diagnostics).read(value);
}

}  // namespace hadome
