#include <algorithm>

#include "input/model_builder.hpp"
#include "input/water.hpp"

namespace hadome {
namespace {

bool may_rain(const StormSource& storm) {
    return !(storm.rain.is_fixed() && storm.rain.a == 0.0);
}

}  // namespace

void build_storms(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("storm")) {
        StormSource storm;
        storm.name = row.text("id");
        storm.label = read_label(row);
        storm.rate = row.number("rate");
        storm.rate_shape = read_shape(row);
        storm.a_latitude = row.number("lat");
        storm.a_longitude = row.number("lon");
        storm.b_latitude = row.number("lat2");
        storm.b_longitude = row.number("lon2");
        storm.heading = row.distribution("heading");
        storm.speed = row.distribution("speed");
        storm.length = row.number("length");
        storm.deficit = row.distribution("deficit");
        storm.decay = row.number("decay");
        storm.radius = row.distribution("radius");
        storm.shape = row.distribution("shape");
        storm.surface_factor = row.number("surface_factor");
        storm.asymmetry = row.number("asymmetry");
        storm.cutoff_distance = row.number("cutoff_distance");
        storm.rain = row.distribution("rain");
        storm.rain_range = row.number("rain_range");
        spec.storms.push_back(std::move(storm));
    }
    refuse_twins(tables, "flood", {"region", "function"}, diagnostics);
    const bool rains = std::any_of(spec.storms.begin(), spec.storms.end(), may_rain);
    for (const Entry& row : tables.rows("flood")) {
        if (!rains && row.sound() && tables.complete("storm")) {
            diagnostics.add(row.where(), "a flood without rain", "no storm of the model brings any",
                            "give a storm rain, or take the table flood out");
            return;
        }
        spec.flood_plains.push_back(
            {read_inundation(row), row.number("rain"), row.number("beta"), row.distribution("depth")});
    }
}

}  // namespace hadome
