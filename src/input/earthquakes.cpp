#include <algorithm>

#include "input/model_builder.hpp"

namespace hadome {
namespace {

void check_magnitudes(const Entry& row, Diagnostics& diagnostics) {
    if (row.sound() && row.number("magnitude_low") > row.number("magnitude_high")) {
        diagnostics.add(
            row.where("magnitude_low"), "magnitude_low is above magnitude_high",
            format_number(row.number("magnitude_low")) + " is more than " + format_number(row.number("magnitude_high")),
            "exchange the two");
    }
}

void check_b_value(const Entry& row, const EarthquakeSource& source, Diagnostics& diagnostics) {
    const Field& field = row.schema().fields[row.schema().position("b_value")];
    if (source.magnitudes != EarthquakeSource::Magnitudes::gutenberg_richter && row.sound() &&
        format_number(source.b_value) != field.fallback) {
        diagnostics.add(row.where("b_value"), "b_value without gutenberg_richter",
                        "it says by how much small earthquakes outnumber large ones, and uniform magnitudes do not",
                        "write magnitudes = \"gutenberg_richter\", or leave b_value out");
    }
}

/// A distribution's place on the axis, to compare states of damage: the median where the law names one, else the mean.
double typical(const Distribution& distribution) {
    return distribution.kind == Distribution::Kind::lognormal ? distribution.a : mean_of(distribution);
}

/// States stand in order of rising severity: the sampler looks for the last one reached.
void check_states(const FragilityClass& fragility, const DamageState& state, const Entry& row,
                  Diagnostics& diagnostics) {
    if (!row.sound() || fragility.states.empty()) {
        return;
    }
    const DamageState& milder = fragility.states.back();
    const auto report = [&](const std::string& key, const std::string& problem) {
        diagnostics.add(row.where(key), "states of class '" + fragility.name + "' are out of order",
                        "state '" + state.name + "' " + problem + " than '" + milder.name + "' before it",
                        "put states in order of rising severity");
    };
    if (state.median <= milder.median) {
        report("median", "has no higher median");
    } else if (typical(state.restoration) < typical(milder.restoration)) {
        report("restoration", "is sooner restored");
    } else if (state.capacity_left > milder.capacity_left) {
        report("capacity_left", "leaves more capacity");
    }
}

/// Only where a node stands for many sites do some come back before others.
std::int32_t read_class_steps(const Entry& row, const FragilityClass& fragility, Diagnostics& diagnostics) {
    const std::int64_t steps = row.integer("curve_steps");
    if (steps == 1) {
        diagnostics.add(row.where("curve_steps"), "curve_steps of 1", "a curve in one step is no curve",
                        "give 2 or more, or leave it out");
    } else if (steps > 0 && fragility.sites == FragilityClass::Sites::single && row.sound()) {
        diagnostics.add(row.where("curve_steps"),
                        "curve_steps of class '" + fragility.name + "', whose nodes are single sites",
                        "a curve says how many of many sites are back", "write sites = \"many\", or leave it out");
    }
    return static_cast<std::int32_t>(steps);
}

void check_spread(const Entry& row, const FragilityClass& fragility, Diagnostics& diagnostics) {
    if (fragility.site_spread > 0.0 && fragility.sites == FragilityClass::Sites::single && row.sound()) {
        diagnostics.add(
            row.where("site_spread"), "site_spread of class '" + fragility.name + "', whose nodes are single sites",
            "it says how differently many sites of one node are shaken", "write sites = \"many\", or leave it out");
    }
}

}  // namespace

void build_earthquakes(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("earthquake")) {
        check_magnitudes(row, diagnostics);
        EarthquakeSource source;
        source.name = row.text("id");
        source.label = read_label(row);
        source.type = row.choice<EarthquakeType>("type");
        source.rate = row.number("rate");
        source.magnitudes = row.choice<EarthquakeSource::Magnitudes>("magnitudes");
        source.magnitude_low = row.number("magnitude_low");
        source.magnitude_high = row.number("magnitude_high");
        source.b_value = row.number("b_value");
        check_b_value(row, source, diagnostics);
        source.geometry = row.choice<EarthquakeSource::Geometry>("geometry");
        source.a_latitude = row.number("lat");
        source.a_longitude = row.number("lon");
        source.b_latitude = row.number("lat2");
        source.b_longitude = row.number("lon2");
        source.depth = row.number("depth");
        spec.earthquakes.push_back(std::move(source));
    }
}

void build_fragilities(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    refuse_twins(tables, "fragility", {"class", "state"}, diagnostics);
    for (const Entry& row : tables.rows("fragility")) {
        const std::string& name = row.text("class");
        if (name.empty()) {
            continue;  // reported as missing
        }
        auto fragility = std::find_if(spec.fragilities.begin(), spec.fragilities.end(),
                                      [&](const FragilityClass& known) { return known.name == name; });
        if (fragility == spec.fragilities.end()) {
            FragilityClass fresh;
            fresh.name = name;
            fresh.kind = row.choice<DamageKind>("damage");
            fresh.measure = row.choice<IntensityMeasure>("measure");
            fresh.sites = row.choice<FragilityClass::Sites>("sites");
            fresh.site_spread = row.number("site_spread");
            check_spread(row, fresh, diagnostics);
            fresh.curve_steps = read_class_steps(row, fresh, diagnostics);
            spec.fragilities.push_back(std::move(fresh));
            fragility = spec.fragilities.end() - 1;
        }
        DamageState state{row.text("state"), row.number("median"), row.number("beta"), row.number("capacity_left"),
                          row.distribution("restoration")};
        check_states(*fragility, state, row, diagnostics);
        fragility->states.push_back(std::move(state));
    }
    refuse_twins(tables, "function_fragility", {"function", "class"}, diagnostics);
    for (const Entry& row : tables.rows("function_fragility")) {
        const auto function = row.reference<FunctionId>("function");
        spec.function_fragilities.push_back(
            {function, row.reference<FragilityId>("class"), read_only_in(row, function, spec, diagnostics)});
    }
}

}  // namespace hadome
