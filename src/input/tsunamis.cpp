#include <algorithm>

#include "input/model_builder.hpp"
#include "input/water.hpp"

namespace hadome {

Inundation read_inundation(const Entry& row) {
    return {row.reference<RegionId>("region"), row.reference<FunctionId>("function"), row.number("share"),
            ticks_from_hours(row.number("delay"))};
}

void build_tsunamis(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    refuse_twins(tables, "tsunami", {"earthquake", "region", "function"}, diagnostics);
    for (const Entry& row : tables.rows("tsunami")) {
        const std::int32_t earthquake = row.datum("earthquake").reference;
        if (earthquake < 0 || !row.sound()) {
            continue;  // reported
        }
        auto tsunami = std::find_if(spec.tsunamis.begin(), spec.tsunamis.end(),
                                    [&](const Tsunami& known) { return known.earthquake == earthquake; });
        if (tsunami == spec.tsunamis.end()) {
            const EarthquakeSource& source = spec.earthquakes[static_cast<std::size_t>(earthquake)];
            tsunami = spec.tsunamis.insert(tsunami, {source.name, source.label, earthquake, {}});
        }
        tsunami->reaches.push_back({read_inundation(row), row.number("depth"), row.number("reference_magnitude"),
                                    row.number("growth"), row.number("sigma")});
    }
    std::sort(spec.tsunamis.begin(), spec.tsunamis.end(),
              [](const Tsunami& a, const Tsunami& b) { return a.earthquake < b.earthquake; });
}

}  // namespace hadome
