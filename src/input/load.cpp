#include "input/load.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/name_hash.hpp"
#include "input/dump.hpp"
#include "input/event_count.hpp"
#include "input/loss_range.hpp"
#include "input/measure_rows.hpp"
#include "input/model_builder.hpp"
#include "input/options_builder.hpp"
#include "input/schemas.hpp"
#include "input/variants.hpp"
#include "model/expand.hpp"

namespace hadome {
namespace {

/// The part of the specification that is made of a table. What is wrong with no table in particular (an unknown one, a
/// file that cannot be read) may be wrong with any.
SpecPart part_of(const std::string& table) {
    static const std::map<std::string, SpecPart> parts{
        {"", SpecPart::places},
        {"model", SpecPart::places},
        {"sector", SpecPart::places},
        {"area", SpecPart::places},
        {"region", SpecPart::places},
        {"calendar", SpecPart::places},
        {"function", SpecPart::places},
        {"dependency", SpecPart::network},
        {"store", SpecPart::network},
        {"crew_pool", SpecPart::crews},
        {"unintended", SpecPart::causes},
        {"platform", SpecPart::platforms},
        {"platform_use", SpecPart::platforms},
        {"worm", SpecPart::platforms},
        {"sharing", SpecPart::platforms},
        {"campaign", SpecPart::campaigns},
        {"cyber_target", SpecPart::campaigns},
        {"cyber_link", SpecPart::campaigns},
        {"fragility", SpecPart::fragilities},
        {"function_fragility", SpecPart::fragilities},
        {"event", SpecPart::given_events},
    };
    const auto known = parts.find(table);
    return known != parts.end() ? known->second : SpecPart::rest;
}

/// Rules are expanded as far as the tables that they rest on are good: else one slip would be told many times over.
SpecParts parts_without(const std::set<std::string>& faulty_tables) {
    SpecParts parts;
    for (const std::string& table : faulty_tables) {
        parts.leave_out(part_of(table));
    }
    return parts;
}

/// What is kept of the tables as they were read, where there are measures.
struct MeasureTables {
    Tables as_read;  ///< without footprints, which no measure changes
    Tables added;    ///< the rows that measures add
};

/// Leaves the tables without the rows that measures add. Nothing where the model has no measures.
std::optional<MeasureTables> take_measures(Tables& tables) {
    if (tables.rows("measure").empty()) {
        return std::nullopt;
    }
    std::vector<Entry> footprints = std::move(tables.rows("footprint"));
    tables.rows("footprint").clear();
    MeasureTables taken{tables, added_rows(tables)};
    tables = without_added_rows(tables);
    if (!footprints.empty()) {
        tables.rows("footprint") = std::move(footprints);
    }
    return taken;
}

/// Rows of measures follow those of the model, so that a dump reads back as the same input.
void put_back(const Tables& added, Tables& tables) {
    for (const TableSchema& schema : row_schemas()) {
        const std::vector<Entry>& rows = added.rows(schema.name);
        tables.rows(schema.name).insert(tables.rows(schema.name).end(), rows.begin(), rows.end());
    }
}

/// What is new with a measure.
void add_notices(LoadedInput& input) {
    const std::vector<std::string> known = input.model.notices;
    for (const Variant& variant : input.variants) {
        for (const std::string& notice : variant.model.notices) {
            if (std::find(known.begin(), known.end(), notice) == known.end()) {
                input.model.notices.push_back("with measure '" + variant.measure.name + "': " + notice);
            }
        }
    }
}

}  // namespace

LoadedInput load_input(const std::string& run_file, FileBundle& files, const Overrides& overrides) {
    Diagnostics diagnostics;
    Tables tables = read_tables(run_file, files, diagnostics);
    if (!tables.has("run")) {
        diagnostics.throw_if_any();
    }
    LoadedInput input;
    input.options = build_options(tables, overrides, diagnostics);
    if (!tables.has("model")) {
        diagnostics.throw_if_any();
    }
    // Variants are built from what was read, for names are resolved and defaults filled in place.
    const std::optional<MeasureTables> asked = take_measures(tables);
    const NameIndex names = resolve_names(tables, diagnostics);
    ModelSpec spec = build_model(tables, names, diagnostics);
    spec.bases = bases_of(tables);
    const std::vector<Measure> measures = build_measures(tables, diagnostics);
    if (asked) {
        check_added_rows(asked->added, names, diagnostics);
    }
    check_candidates(tables, input.options, diagnostics);
    const std::set<std::string> faulty = diagnostics.subjects();
    const SpecParts good = parts_without(faulty);
    input.model = expand(spec, diagnostics, good);
    if (good.has(SpecPart::places) && !faulty.contains("run") && !faulty.contains("attribution")) {
        check_loss_range(spec, input.model, input.options, diagnostics);
    }
    if (diagnostics.empty()) {
        check_event_count(tables, input.model, input.options, diagnostics);
    }
    diagnostics.throw_if_any();
    if (asked) {
        input.variants = build_variants(asked->as_read, measures, spec, input.model, input.options, diagnostics);
        diagnostics.throw_if_any();
        add_notices(input);
        put_back(asked->added, tables);
        if (!input.options.ranks_measures()) {
            input.variants.clear();  // they were looked at, and nobody asks for more
        }
    }
    input.resolved = dump_tables(tables);
    input.digest = digest_of(input.resolved);
    return input;
}

}  // namespace hadome
