#include <algorithm>

#include "input/entry_reader.hpp"
#include "input/model_builder.hpp"

namespace hadome {
namespace {

/// Distances are asked for by earthquakes, by storms and by the scope `nearest`.
bool asks_for_positions(const Tables& tables) {
    const auto is_asked = [&](const std::string& table) {
        const auto& rules = tables.rows(table);
        return std::any_of(rules.begin(), rules.end(),
                           [](const Entry& rule) { return rule.text("scope") == "nearest"; });
    };
    return !tables.rows("earthquake").empty() || !tables.rows("storm").empty() || is_asked("dependency") ||
           is_asked("cyber_link");
}

void fill_position(Entry& row, bool asked, Diagnostics& diagnostics) {
    for (const std::string key : {"lat", "lon"}) {
        if (row.has(key)) {
            continue;
        }
        if (asked) {
            diagnostics.add(row.where(), "region '" + row.text("id") + "' has no " + key,
                            "earthquakes, storms and the scope 'nearest' ask where it lies",
                            "add its " + key + " in degrees");
        } else {
            Datum& datum = row.datum(key);
            fill_datum("0", row.schema().fields[row.schema().position(key)], datum);
        }
    }
}

/// A seat outside its area would put the area's functions out of its own reach.
void check_seats(const Tables& tables, const ModelSpec& spec, Diagnostics& diagnostics) {
    for (const AreaId id : ids_of(spec.areas)) {
        const Entry& row = tables.rows("area")[id.offset()];
        const AreaSpec& area = spec.areas[id];
        if (row.sound() && tables.rows("region")[area.seat.offset()].sound() && spec.regions[area.seat].area != id) {
            diagnostics.add(row.where("seat"), "the seat of area '" + area.name + "' is not in the area",
                            "region '" + row.text("seat") + "' belongs to another area, or to none",
                            "name a region of the area, or set that region's area");
        }
    }
}

}  // namespace

void build_places(Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("sector")) {
        spec.sectors.push_back({row.text("id"), read_label(row), row.number("staffing")});
    }
    for (const Entry& row : tables.rows("area")) {
        spec.areas.push_back({row.text("id"), read_label(row), row.reference<RegionId>("seat")});
    }
    const bool asked = asks_for_positions(tables);
    for (Entry& row : tables.rows("region")) {
        fill_position(row, asked, diagnostics);
        spec.regions.push_back({row.text("id"), read_label(row), row.reference<AreaId>("area"), row.number("lat"),
                                row.number("lon"), row.number("population"), row.number("product"),
                                row.number("vs30")});
    }
    check_seats(tables, spec, diagnostics);
}

}  // namespace hadome
