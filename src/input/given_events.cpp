#include <algorithm>
#include <array>
#include <map>

#include "input/entry_reader.hpp"
#include "input/model_builder.hpp"

namespace hadome {
namespace {

constexpr std::array target_keys{"function", "platform", "pga", "pgv", "depth", "wind"};
/// In the order of `IntensityMeasure`.
constexpr std::array measure_keys{"pga", "pgv", "depth", "wind"};
constexpr std::array damage_keys{"damage", "capacity_left", "detection", "restoration", "staircase", "curve_steps"};

/// What the row strikes by; empty, with a diagnostic, unless it is exactly one.
std::string target_of(const Entry& row, Diagnostics& diagnostics) {
    std::vector<std::string> given;
    std::copy_if(target_keys.begin(), target_keys.end(), std::back_inserter(given),
                 [&](const char* key) { return row.has(key); });
    if (given.size() == 1) {
        return given.front();
    }
    if (row.sound()) {
        diagnostics.add(given.empty() ? row.where() : row.where(given[1]),
                        "a row of event '" + row.text("id") + "' has " +
                            (given.empty() ? "nothing to strike" : given[0] + " and " + given[1]),
                        "a row strikes by one of function, platform, pga, pgv, depth, wind",
                        given.empty() ? "give one of them" : "make two rows of it, with the same id");
    }
    return {};
}

void check_damage_keys(const Entry& row, const std::string& target, bool shakes, Diagnostics& diagnostics) {
    if (!shakes && !row.has("restoration") && row.sound()) {
        diagnostics.add(row.where(), "missing key 'restoration' in table 'event'",
                        "a row that strikes a " + target + " says how long mending takes",
                        "add restoration = ..., or \"never\"");
    }
    for (const char* key : damage_keys) {
        if (shakes && row.has(key)) {
            diagnostics.add(row.where(key), std::string(key) + " beside " + target,
                            "shaking hurts by the fragility classes of functions, which say what is left and how long "
                            "mending takes",
                            "leave it out");
        }
    }
}

/// Defaults are written out where they hold.
void fill_damage(Entry& row) {
    for (const auto& [key, fallback] : {std::pair{"damage", "it"}, std::pair{"capacity_left", "0"},
                                        std::pair{"detection", "0 h"}, std::pair{"curve_steps", "0"}}) {
        if (!row.has(key)) {
            const SourcePosition where = row.datum(key).where;
            fill_datum(fallback, row.schema().fields[row.schema().position(key)], row.datum(key));
            row.datum(key).where = where;
        }
    }
}

GivenRowSpec read_row(Entry& row, Diagnostics& diagnostics) {
    using Target = GivenRowSpec::Target;
    const std::string target = target_of(row, diagnostics);
    const auto measure = std::find(measure_keys.begin(), measure_keys.end(), target);
    const bool shakes = measure != measure_keys.end();
    GivenRowSpec spec;
    if (!target.empty()) {
        check_damage_keys(row, target, shakes, diagnostics);
    }
    if (shakes) {
        spec.target = Target::shaking;
        spec.measure = static_cast<IntensityMeasure>(measure - measure_keys.begin());
        spec.intensity = row.number(target);
    } else {
        spec.target = target == "platform" ? Target::platform : Target::function;
        spec.function = row.reference<FunctionId>("function");
        spec.platform = row.reference<PlatformId>("platform");
        fill_damage(row);
        spec.damage = read_damage(row, diagnostics);
    }
    spec.regions = row.references<RegionId>("regions");
    spec.chance = row.number("chance");
    spec.where = row.where();
    return spec;
}

/// No event begins after the horizon.
void check_time(const Entry& row, double horizon, Diagnostics& diagnostics) {
    if (row.sound() && horizon > 0.0 && row.number("at") >= horizon) {
        diagnostics.add(row.where("at"), "event '" + row.text("id") + "' is at or after the horizon",
                        format_quantity(row.number("at"), Dimension::duration) + " is not before " +
                            format_quantity(horizon, Dimension::duration),
                        "let it happen earlier, or lengthen the horizon");
    }
}

}  // namespace

void build_given_events(Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    const double horizon = tables.single("run").number("horizon");
    std::map<std::string, std::size_t> positions;
    for (Entry& row : tables.rows("event")) {
        const std::string& name = row.text("id");
        if (name.empty()) {
            continue;  // reported as missing
        }
        const auto [known, is_new] = positions.try_emplace(name, spec.given_events.size());
        if (is_new) {
            check_time(row, horizon, diagnostics);
            GivenEventSpec event;
            event.name = name;
            event.label = read_label(row);
            event.threat = row.choice<ThreatClass>("threat");
            event.at = row.number("at");
            event.probability = row.number("probability");
            event.one_of = row.text("one_of");
            event.where = row.where();
            spec.given_events.push_back(std::move(event));
        }
        spec.given_events[known->second].rows.push_back(read_row(row, diagnostics));
    }
}

}  // namespace hadome
