#include "input/entry_reader.hpp"
#include "input/model_builder.hpp"

namespace hadome {
namespace {

/// Whether a key holds another figure than its default: a dump writes defaults, which must load again.
bool differs_from_default(const Entry& row, const Field& field) {
    Datum fallback;
    fill_datum(field.fallback, field, fallback);
    return row.number(field.key) != fallback.number;
}

/// Without a productivity there are none, and nothing else has an effect.
void check_unused(const Entry& row, Diagnostics& diagnostics) {
    for (const Field& field : row.schema().fields) {
        if (field.presence == Field::Presence::defaulted && row.sound() && differs_from_default(row, field)) {
            diagnostics.add(row.where(field.key), field.key + " of aftershocks without productivity",
                            "without one no aftershocks are drawn", "give productivity, or leave it out");
        }
    }
}

}  // namespace

void build_aftershocks(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    const Entry& row = tables.single("aftershocks");
    Aftershocks& aftershocks = spec.aftershocks;
    aftershocks.drawn = row.has("productivity");
    if (!aftershocks.drawn) {
        check_unused(row, diagnostics);
        return;
    }
    constexpr double hours_per_day = 24.0;
    aftershocks.productivity = row.number("productivity");
    aftershocks.b_value = row.number("b_value");
    aftershocks.p = row.number("p");
    aftershocks.c = row.number("c") / hours_per_day;
    aftershocks.threshold = row.number("threshold");
    aftershocks.magnitude_low = row.number("magnitude_low");
    aftershocks.duration = row.number("duration") / hours_per_day;
    if (row.sound() && aftershocks.magnitude_low >= aftershocks.threshold) {
        diagnostics.add(row.where("magnitude_low"), "magnitude_low of aftershocks is not below their threshold",
                        "an aftershock is at most as large as its main shock, and those begin at the threshold",
                        "lower magnitude_low, or raise threshold");
    }
    if (row.sound() && spec.earthquakes.empty() && tables.complete("earthquake")) {
        diagnostics.add(row.where("productivity"), "aftershocks without earthquakes",
                        "they follow main shocks, and the model has none",
                        "add earthquakes, or leave productivity out");
    }
}

}  // namespace hadome
