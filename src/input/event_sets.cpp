#include <algorithm>
#include <cmath>
#include <map>

#include "input/disaster_schemas.hpp"
#include "input/model_builder.hpp"

namespace hadome {
namespace {

/// Beyond these the input would no longer fit into results, which keep it.
constexpr std::size_t most_footprints = 2'000'000;

class EventSetBuilder {
public:
    EventSetBuilder(ModelSpec& spec, Diagnostics& diagnostics)
        : spec_{spec}, diagnostics_{diagnostics}, events_(spec.event_sets.size()) {}

    void add(const Entry& row) {
        const std::int32_t position = row.datum("event_set").reference;
        if (position < 0 || !row.sound()) {
            return;  // reported
        }
        const auto measure = row.choice<IntensityMeasure>("measure");
        check_intensity(row, measure);
        FootprintEvent& event = event_of(row, static_cast<std::size_t>(position));
        event.footprints.push_back(
            {row.reference<RegionId>("region"), measure, std::log(row.number("intensity")), row.number("share")});
    }

    /// In an order that does not depend on that of the rows.
    void finish() {
        for (EventSet& set : spec_.event_sets) {
            for (FootprintEvent& event : set.events) {
                std::sort(event.footprints.begin(), event.footprints.end(), [&](const auto& a, const auto& b) {
                    return a.region != b.region ? spec_.regions[a.region].name < spec_.regions[b.region].name
                                                : a.measure < b.measure;
                });
            }
        }
    }

private:
    FootprintEvent& event_of(const Entry& row, std::size_t position) {
        std::vector<FootprintEvent>& events = spec_.event_sets[position].events;
        const auto [known, is_new] = events_[position].try_emplace(row.text("event"), events.size());
        if (is_new) {
            events.push_back({row.text("event"), 0, row.number("rate"), {}});
        }
        FootprintEvent& event = events[known->second];
        if (event.rate != row.number("rate")) {
            diagnostics_.add(row.where("rate"),
                             "event '" + event.name + "' of set '" + row.text("event_set") + "' has two rates",
                             format_number(row.number("rate")) + " here and " + format_number(event.rate) +
                                 " in the first of its rows, a year",
                             "give all rows of an event the same rate");
        }
        return event;
    }

    void check_intensity(const Entry& row, IntensityMeasure measure) {
        const double most = most_intensity(static_cast<std::size_t>(measure));
        if (row.number("intensity") > most) {
            diagnostics_.add(row.where("intensity"),
                             "intensity of " + format_number(row.number("intensity")) + " is out of range",
                             "a " + name_of(measure) + " is at most " + format_number(most),
                             "pga is in g, pgv in cm/s, depth in m, wind in m/s");
        }
    }

    ModelSpec& spec_;
    Diagnostics& diagnostics_;
    std::vector<std::map<std::string, std::size_t>> events_;  ///< positions by name, by set
};

}  // namespace

void build_event_sets(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("event_set")) {
        spec.event_sets.push_back({row.text("id"), read_label(row), 0, {}});
    }
    const std::vector<Entry>& rows = tables.rows("footprint");
    if (rows.size() > most_footprints) {
        diagnostics.add(
            rows.front().where(), "the model has " + std::to_string(rows.size()) + " footprints",
            "results keep the whole input, and more than " + std::to_string(most_footprints) + " rows would swell them",
            "leave out weak intensities or rare events");
        return;
    }
    refuse_twins(tables, "footprint", {"event_set", "event", "region", "measure"}, diagnostics);
    EventSetBuilder builder(spec, diagnostics);
    for (const Entry& row : rows) {
        builder.add(row);
    }
    builder.finish();
    const bool all_read = std::all_of(rows.begin(), rows.end(), [](const Entry& row) { return row.sound(); });
    for (std::size_t i = 0; all_read && i < spec.event_sets.size(); ++i) {
        const Entry& row = tables.rows("event_set")[i];
        if (spec.event_sets[i].events.empty() && row.sound() && tables.complete("footprint")) {
            diagnostics.add(row.where(), "event set '" + row.text("id") + "' has no events",
                            "they stand in its file or in the table footprint",
                            "give it a file, or add rows to the table footprint");
        }
    }
}

}  // namespace hadome
