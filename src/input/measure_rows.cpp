#include "input/measure_rows.hpp"

#include <algorithm>
#include <functional>

#include "core/time.hpp"
#include "input/key_change.hpp"
#include "input/measure_parameter.hpp"
#include "input/model_builder.hpp"
#include "input/row_changer.hpp"
#include "input/schemas.hpp"

namespace hadome {
namespace {

/// The measure that adds the row; empty: it is there anyway.
const std::string& adder_of(const Entry& row) {
    static const std::string none;
    const bool can_be_added = row.schema().fields.back().key == "added_by";
    return can_be_added ? row.text("added_by") : none;
}

Tables keep_rows(const Tables& tables, const std::function<bool(const std::string& adder)>& keep) {
    Tables kept = tables;
    for (const TableSchema& schema : row_schemas()) {
        if (tables.has(schema.name)) {
            std::erase_if(kept.rows(schema.name), [&](const Entry& row) { return !keep(adder_of(row)); });
        }
    }
    return kept;
}

}  // namespace

std::vector<Measure> build_measures(const Tables& tables, Diagnostics& diagnostics) {
    std::vector<Measure> measures;
    for (const Entry& row : tables.rows("measure")) {
        Measure measure;
        measure.name = row.text("id");
        measure.label = read_label(row);
        measure.payer = row.text("payer");
        measure.payer_sectors = row.references<SectorId>("payer_sectors");
        measure.capital_cost = row.number("capex");
        measure.operating_cost = row.number("opex");
        measure.lead_time = row.number("lead_time") / hours_per_year;
        if (row.has("life")) {
            measure.life = row.number("life") / hours_per_year;
        } else if (measure.capital_cost > 0.0 && row.sound()) {
            diagnostics.add(row.where("capex"), "measure '" + measure.name + "' has capex and no life",
                            "what is spent once is spread over the years for which it lasts",
                            "give life, for example \"10 a\"");
        }
        measures.push_back(std::move(measure));
    }
    return measures;
}

Tables without_added_rows(const Tables& tables) {
    return keep_rows(tables, [](const std::string& adder) { return adder.empty(); });
}

Tables with_added_rows(const Tables& tables, const std::string& measure) {
    return keep_rows(tables, [&](const std::string& adder) { return adder.empty() || adder == measure; });
}

Tables added_rows(const Tables& tables) {
    return keep_rows(tables, [](const std::string& adder) { return !adder.empty(); });
}

void check_added_rows(const Tables& added, const NameIndex& names, Diagnostics& diagnostics) {
    for (const TableSchema& schema : row_schemas()) {
        for (const Entry& row : added.rows(schema.name)) {
            names.find("measure", row.text("added_by"), "added_by", row.where("added_by"), diagnostics);
        }
    }
}

void check_candidates(const Tables& tables, const RunOptions& options, Diagnostics& diagnostics) {
    const SourcePosition& asked = tables.single("ranking").where("candidates");
    if (options.ranks_measures() && tables.rows("measure").empty() && tables.complete("measure")) {
        diagnostics.add(asked, "candidates: the model has no measure", "there is nothing of the kind to rank",
                        "add a table 'measure', or rank functions");
    }
    std::set<std::string> functions;
    for (const Entry& row : tables.rows("function")) {
        functions.insert(row.text("id"));
    }
    for (const Entry& row : tables.rows("measure")) {
        if (functions.contains(row.text("id"))) {
            diagnostics.add(row.where("id"), "measure '" + row.text("id") + "' is called like a function",
                            "candidates are known by their names", "rename the measure");
        }
    }
}

void change_rows(Tables& tables, const FunctionPlaces& places, const std::string& measure, Diagnostics& diagnostics) {
    int twins = 0;
    const std::vector<Entry> changes = tables.rows("measure_change");
    for (const Entry& change : changes) {
        if (change.text("measure") != measure) {
            continue;
        }
        if (const MeasureParameter parameter = read_parameter(change, diagnostics); parameter.field != nullptr) {
            carry_out(tables, places, change, parameter, twins, diagnostics);
            resolve_names(tables, diagnostics);
        }
    }
}

std::set<std::string> differing_tables(const Tables& a, const Tables& b) {
    std::set<std::string> names;
    const auto same_rows = [](const Entry& x, const Entry& y) {
        return std::equal(x.data().begin(), x.data().end(), y.data().begin(), y.data().end(), same_content);
    };
    for (const auto* schemas : {&model_schemas(), &row_schemas()}) {
        for (const TableSchema& schema : *schemas) {
            const auto& rows = a.rows(schema.name);
            const auto& others = b.rows(schema.name);
            if (!std::equal(rows.begin(), rows.end(), others.begin(), others.end(), same_rows)) {
                names.insert(schema.name);
            }
        }
    }
    return names;
}

}  // namespace hadome
