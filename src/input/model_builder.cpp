#include "input/model_builder.hpp"

#include <algorithm>
#include <map>

#include "input/schemas.hpp"

namespace hadome {
namespace {

/// What a row is called in the report: its id, or the ids that it joins.
std::string entry_name(const Entry& row) {
    std::string name;
    for (const Field& field : row.schema().fields) {
        // The id of a coupling is one of a few words.
        const bool naming = field.type == Field::Type::id || field.type == Field::Type::plain_id ||
                            (field.type == Field::Type::choice && field.key == "id");
        const bool joining =
            row.schema().identity == TableSchema::Identity::none && field.type == Field::Type::reference;
        const bool own = field.presence == Field::Presence::required && (naming || joining);
        if (own) {
            name += (name.empty() ? "" : " / ") + row.text(field.key);
        }
    }
    return name;
}

}  // namespace

std::vector<Basis> bases_of(const Tables& tables) {
    std::vector<Basis> bases;
    for (const TableSchema& schema : row_schemas()) {
        if (schema.name == "footprint") {
            continue;  // theirs is the basis of their set: a list of a million rows would say nothing
        }
        for (const Entry& row : tables.rows(schema.name)) {
            bases.push_back({schema.name, entry_name(row), row.text("source"), row.text("confidence")});
        }
    }
    return bases;
}

namespace {

void require_rows(const Tables& tables, const std::string& table, Diagnostics& diagnostics) {
    if (tables.rows(table).empty() && tables.complete(table)) {
        diagnostics.add({tables.model_file, 1, 1}, "the model has no table '" + table + "'",
                        "a model needs at least one " + table, "add [[" + table + "]], or name its CSV in [tables]");
    }
}

}  // namespace

Label read_label(const Entry& entry) {
    return {entry.text("en"), entry.text("ja")};
}

void refuse_twins(const Tables& tables, const std::string& table, const std::vector<std::string>& keys,
                  Diagnostics& diagnostics) {
    std::map<std::vector<std::string>, std::vector<const Entry*>> rows;
    const auto only_in = [](const Entry& row) {
        const std::vector<std::string> known = row.schema().keys();
        const bool limited = std::find(known.begin(), known.end(), "only_in") != known.end();
        return limited ? row.references<RegionId>("only_in") : OnlyIn{};
    };
    for (const Entry& row : tables.rows(table)) {
        std::vector<std::string> values;
        std::string words;
        for (const std::string& key : keys) {
            values.push_back(row.text(key));
            words += (words.empty() ? "" : ", ") + key + " '" + row.text(key) + "'";
        }
        std::vector<const Entry*>& earlier = rows[values];
        const auto twin = std::find_if(earlier.begin(), earlier.end(),
                                       [&](const Entry* other) { return meet(only_in(*other), only_in(row)); });
        if (twin != earlier.end() && row.sound()) {
            diagnostics.add(row.where(), "second row of table '" + table + "' with " + words,
                            "line " + std::to_string((*twin)->where().line) + " says so already",
                            "take one of the two out");
        }
        earlier.push_back(&row);
    }
}

ModelSpec build_model(Tables& tables, const NameIndex& names, Diagnostics& diagnostics) {
    for (const std::string table : {"sector", "region", "function"}) {
        const Diagnostics::About about(diagnostics, table);
        require_rows(tables, table, diagnostics);
    }
    ModelSpec spec;
    const Entry& model = tables.single("model");
    spec.title = model.text("title");
    spec.label = read_label(model);
    spec.quantum_bits = static_cast<int>(model.integer("quantum_bits"));
    const Entry& ground_motion = tables.single("ground_motion");
    spec.ground_motion.between_event_share = ground_motion.number("between_event_share");
    spec.ground_motion.cutoff_distance = ground_motion.number("cutoff_distance");
    spec.ground_motion.correlation_range = ground_motion.number("correlation_range");
    // What is wrong with the second of two tables that are built together is told as of the first: both are of one
    // part.
    const auto build = [&](const std::string& table, const auto& builder) {
        const Diagnostics::About about(diagnostics, table);
        builder();
    };
    build("region", [&] { build_places(tables, spec, diagnostics); });
    build("calendar", [&] { build_calendars(tables, spec, diagnostics); });
    build("function", [&] { build_functions(tables, names, spec, diagnostics); });
    build("dependency", [&] { build_dependencies(tables, names, spec, diagnostics); });
    build("crew_pool", [&] { build_crew_pools(tables, spec, diagnostics); });
    build("season", [&] { build_seasons(tables, spec, diagnostics); });
    build("coupling", [&] { build_couplings(tables, spec, diagnostics); });
    build("unintended", [&] { build_unintended(tables, spec, diagnostics); });
    build("platform", [&] { build_platforms(tables, spec, diagnostics); });
    build("platform_defect", [&] { build_platform_defects(tables, spec, diagnostics); });
    build("worm", [&] { build_worms(tables, spec, diagnostics); });
    build("campaign", [&] { build_campaigns(tables, names, spec, diagnostics); });
    build("sharing", [&] { build_sharing(tables, spec, diagnostics); });
    build("earthquake", [&] { build_earthquakes(tables, spec, diagnostics); });
    build("aftershocks", [&] { build_aftershocks(tables, spec, diagnostics); });
    build("tsunami", [&] { build_tsunamis(tables, spec, diagnostics); });
    build("storm", [&] { build_storms(tables, spec, diagnostics); });
    build("event_set", [&] { build_event_sets(tables, spec, diagnostics); });
    build("fragility", [&] { build_fragilities(tables, spec, diagnostics); });
    build("event", [&] { build_given_events(tables, spec, diagnostics); });
    return spec;
}

}  // namespace hadome
