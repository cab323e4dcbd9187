#include "input/disaster_schemas.hpp"

#include <array>

namespace hadome {
namespace {

using Identity = TableSchema::Identity;

/// In the order of `IntensityMeasure`.
const std::vector<std::string> measures{"pga", "pgv", "depth", "wind"};
constexpr double max_magnitude = 10.0;

}  // namespace

double most_intensity(std::size_t measure) {
    return std::array{most_pga, most_pgv, most_depth, most_wind}.at(measure);
}

TableSchema ground_motion_schema() {
    return single_schema(
        "ground_motion",
        {number_field("between_event_share", fraction).or_else("0"),
         quantity_field("cutoff_distance", Dimension::length, positive_up_to(20000.0)).or_else("400 km"),
         quantity_field("correlation_range", Dimension::length, up_to(20000.0)).or_else("0 km")});
}

TableSchema aftershocks_schema() {
    return single_schema(
        "aftershocks",
        {number_field("productivity", {-10.0, 2.0, Bounds::Ends::closed}),
         number_field("b_value", positive_up_to(5.0)).or_else("0.91"), number_field("p", up_to(5.0)).or_else("1.08"),
         quantity_field("c", Dimension::duration, positive_up_to(8760.0)).or_else("0.05 d"),
         number_field("threshold", up_to(max_magnitude)).or_else("6"),
         number_field("magnitude_low", up_to(max_magnitude)).or_else("5"),
         quantity_field("duration", Dimension::duration, positive_up_to(8.76e6)).or_else("90 d")});
}

TableSchema earthquake_schema() {
    return rows_schema(
        "earthquake", Identity::unique,
        labelled({id_field("id").required(), choice_field("type", {"crustal", "interface", "intraslab"}).required(),
                  quantity_field("rate", Dimension::yearly_rate, up_to(max_yearly_rate)).required(),
                  choice_field("magnitudes", {"uniform", "gutenberg_richter"}).or_else("uniform"),
                  number_field("magnitude_low", up_to(10.0)).required(),
                  number_field("magnitude_high", up_to(10.0)).required(),
                  number_field("b_value", positive_up_to(5.0)).or_else("0.9"),
                  choice_field("geometry", {"line", "area"}).or_else("line"), number_field("lat", latitude).required(),
                  number_field("lon", longitude).required(), number_field("lat2", latitude).or_same_as("lat"),
                  number_field("lon2", longitude).or_same_as("lon"),
                  quantity_field("depth", Dimension::length, up_to(800.0)).required()}));
}

TableSchema fragility_schema() {
    return rows_schema(
        "fragility", Identity::grouped,
        {id_field("class").required(), choice_field("measure", measures).or_else("pga").shared_by_entry(),
         choice_field("damage", damage_kinds).or_else("physical").shared_by_entry(),
         choice_field("sites", {"single", "many"}).or_else("single").shared_by_entry(),
         number_field("site_spread", up_to(5.0)).or_else("0").shared_by_entry(),
         integer_field("curve_steps", curve_steps).or_else("0").shared_by_entry(), id_field("state").required(),
         number_field("median", positive_up_to(1e6)).required(), number_field("beta", positive_up_to(10.0)).required(),
         number_field("capacity_left", fraction).or_else("0"),
         distribution_field("restoration", Dimension::duration, any_duration).required()});
}

/// Where water stands.
std::vector<Field> inundation_fields() {
    return {reference_field("region", "region").required(), reference_field("function", "function"),
            number_field("share", fraction).or_else("1"),
            quantity_field("delay", Dimension::duration, any_duration).or_else("0 h")};
}

TableSchema tsunami_schema() {
    std::vector<Field> fields = inundation_fields();
    fields.insert(fields.begin(), reference_field("earthquake", "earthquake").required());
    fields.insert(fields.end(),
                  {number_field("depth", positive_up_to(most_depth)).required(),
                   number_field("reference_magnitude", up_to(max_magnitude)).required(),
                   number_field("growth", up_to(5.0)).or_else("0.5"), number_field("sigma", up_to(5.0)).or_else("0")});
    return rows_schema("tsunami", Identity::none, fields);
}

TableSchema storm_schema() {
    return rows_schema(
        "storm", Identity::unique,
        labelled({id_field("id").required(),
                  quantity_field("rate", Dimension::yearly_rate, up_to(max_yearly_rate)).required(),
                  season_field(),
                  rate_cv_field(),
                  number_field("lat", latitude).required(),
                  number_field("lon", longitude).required(),
                  number_field("lat2", latitude).or_same_as("lat"),
                  number_field("lon2", longitude).or_same_as("lon"),
                  distribution_field("heading", Dimension::number, up_to(720.0)).required(),
                  distribution_field("speed", Dimension::number, up_to(100.0)).required(),
                  quantity_field("length", Dimension::length, positive_up_to(20000.0)).or_else("3000 km"),
                  distribution_field("deficit", Dimension::number, up_to(200.0)).required(),
                  quantity_field("decay", Dimension::duration, any_duration).or_else("0 h"),
                  distribution_field("radius", Dimension::length, up_to(1000.0)).required(),
                  distribution_field("shape", Dimension::number, up_to(5.0)).or_else("1.3"),
                  number_field("surface_factor", fraction).or_else("0.7"),
                  number_field("asymmetry", fraction).or_else("0.5"),
                  quantity_field("cutoff_distance", Dimension::length, positive_up_to(20000.0)).or_else("500 km"),
                  distribution_field("rain", Dimension::number, up_to(5000.0)).or_else("0"),
                  quantity_field("rain_range", Dimension::length, positive_up_to(20000.0)).or_else("200 km")}));
}

TableSchema flood_schema() {
    std::vector<Field> fields = inundation_fields();
    fields.insert(fields.end(), {number_field("rain", positive_up_to(5000.0)).required(),
                                 number_field("beta", positive_up_to(5.0)).required(),
                                 distribution_field("depth", Dimension::number, up_to(most_depth)).required()});
    return rows_schema("flood", Identity::none, fields);
}

TableSchema event_set_schema() {
    return rows_schema("event_set", Identity::unique, labelled({id_field("id").required(), text_field("file")}));
}

TableSchema footprint_schema() {
    return rows_schema(
        "footprint", Identity::none,
        {reference_field("event_set", "event_set").required(), id_field("event").required(),
         quantity_field("rate", Dimension::yearly_rate, up_to(max_yearly_rate)).required(),
         reference_field("region", "region").required(), choice_field("measure", measures).required(),
         number_field("intensity", positive_up_to(1000.0)).required(), number_field("share", fraction).or_else("1")});
}

}  // namespace hadome
