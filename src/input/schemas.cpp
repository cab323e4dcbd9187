#include "input/schemas.hpp"

#include "input/disaster_schemas.hpp"
#include "input/measure_schemas.hpp"

namespace hadome {
namespace {

using Identity = TableSchema::Identity;

constexpr double max_scenarios = 1099511627776.0;  // 2^40: a year of computing on the largest machines
constexpr double max_value = 1e15;                 // [JPY/h]: a thousandth of it fits in 63 bits with room to add up
constexpr double max_product = 1e18;               // [JPY/a]
constexpr double max_people = 1e11;
constexpr double max_work = 1e15;
constexpr double max_hourly_rate = 1e6;
constexpr double max_attractiveness = 1e6;
constexpr Bounds level{0.0, 1.0, Bounds::Ends::open};

const std::vector<std::string> splits{"each", "equal", "capacity", "population", "product"};
const std::vector<std::string> couplings{"disaster_unintended", "disaster_cyber", "cyber_unintended",
                                         "degraded_unintended"};
const std::vector<std::string> threat_classes{"unintended", "cyber", "disaster"};
constexpr double max_factor = 1000.0;
constexpr Bounds within_one{0.0, 1.0, Bounds::Ends::open};
constexpr Bounds priority_class{1.0, 1e6, Bounds::Ends::closed};
constexpr Bounds positive_duration = positive_up_to(any_duration.high);

std::vector<Field> shared(std::vector<Field> fields) {
    for (Field& field : fields) {
        field = field.shared_by_entry();
    }
    return fields;
}

/// How a store is filled and started, common to the table of stores and the short form in a rule.
std::vector<Field> refill_fields() {
    return {quantity_field("refill", Dimension::duration, any_duration).or_else("0 h"),
            reference_field("refilled_by", "function"), text_field("refill_scope").or_else("same"),
            integer_field("refill_priority", priority_class), number_field("start_failure", fraction).or_else("0")};
}

std::vector<Field> joined(std::vector<Field> fields, const std::vector<Field>& more) {
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
}

/// What happens to a struck function, common to unintended causes, worms and campaigns.
std::vector<Field> with_damage(std::vector<Field> fields) {
    fields.push_back(choice_field("damage", damage_kinds).or_else("it"));
    fields.push_back(distribution_field("capacity_left", Dimension::number, fraction).or_else("0"));
    fields.push_back(distribution_field("detection", Dimension::duration, any_duration).or_else("0 h"));
    fields.push_back(restoration_field("restoration").required());
    fields.push_back(pairs_field("staircase", Dimension::number, within_one, within_one));
    fields.push_back(integer_field("curve_steps", curve_steps).or_else("0"));
    return fields;
}

Field staffing_field() {
    return number_field("staffing", up_to(max_factor)).or_else("1");
}

std::vector<Field> shape_fields() {
    return {season_field(), rate_cv_field()};
}

TableSchema region_schema() {
    return rows_schema(
        "region", Identity::unique,
        labelled({plain_id_field("id").required(), reference_field("area", "area"), number_field("lat", latitude),
                  number_field("lon", longitude), number_field("population", up_to(max_people)).or_else("0"),
                  quantity_field("product", Dimension::money_a_year, up_to(max_product)).or_else("0 JPY/a"),
                  number_field("vs30", positive_up_to(5000.0)).or_else("400")}));
}

TableSchema function_schema() {
    return rows_schema(
        "function", Identity::unique,
        labelled({id_field("id").required(), reference_field("sector", "sector").required(),
                  list_field("sites").or_else("*"),
                  choice_field("law", {"leontief", "linear", "product", "threshold"}).or_else("leontief"),
                  number_field("threshold", positive_up_to(1.0)),
                  quantity_field("value", Dimension::money_an_hour, up_to(max_value)).or_else("0 JPY/h"),
                  choice_field("value_split", splits).or_else("each"), number_field("people", fraction).or_else("0"),
                  staffing_field(), number_field("min_speed", fraction).or_else("0.05"),
                  boolean_field("black_start").or_else("false"),
                  choice_field("repeat", {"overlap", "ignore_while_down"}).or_else("overlap"),
                  reference_field("calendar", "calendar"),
                  pairs_field("escalation", Dimension::duration, positive_duration, positive_up_to(max_factor)),
                  numbers_field("priority_shares", positive_up_to(1.0))}));
}

TableSchema dependency_schema() {
    return rows_schema(
        "dependency", Identity::none,
        joined(
            {reference_field("consumer", "function").required(), reference_field("supplier", "function").required(),
             id_field("group").or_same_as("supplier"), text_field("scope").or_else("same"),
             references_field("only_in", "region"),
             choice_field("combine", {"mean", "any", "all", "k_of_n"}).or_else("mean"),
             integer_field("k", {1.0, 1e6, Bounds::Ends::closed}),
             number_field("theta", positive_up_to(1.0)).or_else("1"), number_field("strength", fraction).or_else("1"),
             number_field("share", fraction),
             choice_field("weight", {"equal", "capacity", "population", "product"}).or_else("capacity"),
             quantity_field("lag", Dimension::duration, any_duration).or_else("0 h"),
             choice_field("role", {"operation", "repair"}).or_else("operation"), choices_field("repairs", damage_kinds),
             integer_field("priority", priority_class), references_field("stores", "store"),
             quantity_field("buffer", Dimension::duration, any_duration).or_else("0 h"),
             choice_field("buffer_kind", {"pooled", "per_site"}).or_else("pooled")},
            refill_fields()));
}

TableSchema store_schema() {
    return rows_schema("store", Identity::unique,
                       joined({id_field("id").required(),
                               quantity_field("capacity", Dimension::duration, positive_duration).required()},
                              refill_fields()));
}

TableSchema calendar_schema() {
    return rows_schema(
        "calendar", Identity::grouped,
        {id_field("id").required(), weekdays_field("days").required(), time_of_day_field("from").required(),
         time_of_day_field("to").required(), number_field("factor", up_to(max_factor)).required(),
         number_field("otherwise", up_to(max_factor)).or_else("0").shared_by_entry()});
}

TableSchema season_schema() {
    return rows_schema("season", Identity::grouped,
                       {id_field("id").required(), dates_field("dates").required(),
                        number_field("factor", up_to(max_factor)).required(),
                        number_field("otherwise", up_to(max_factor)).or_else("1").shared_by_entry()});
}

TableSchema coupling_schema() {
    return rows_schema("coupling", Identity::unique,
                       {choice_field("id", couplings).required(),
                        number_field("factor", {1.0, max_factor, Bounds::Ends::closed}).required(),
                        quantity_field("lasts", Dimension::duration, positive_duration),
                        integer_field("regions", {1.0, 1e6, Bounds::Ends::closed})});
}

TableSchema crew_pool_schema() {
    return rows_schema(
        "crew_pool", Identity::unique,
        labelled({id_field("id").required(), integer_field("crews", {1.0, 1e6, Bounds::Ends::closed}),
                  choice_field("policy", {"fifo", "by_value", "by_dependents", "explicit"}).or_else("fifo"),
                  references_field("order", "function"), references_field("sectors", "sector"),
                  references_field("functions", "function"), references_field("areas", "area"),
                  references_field("regions", "region"), choices_field("damage", damage_kinds),
                  choice_field("per", {"pool", "sector", "area", "region", "sector_area"}).or_else("pool")}));
}

/// Keys of damage have no defaults here: rows that shake take none.
TableSchema event_schema() {
    TableSchema schema = rows_schema(
        "event", Identity::grouped,
        joined(joined({id_field("id").required()},
                      shared({text_field("en").or_same_as("id"), text_field("ja").or_same_as("en"),
                              choice_field("threat", threat_classes).or_else("unintended"),
                              quantity_field("at", Dimension::duration, any_duration).or_else("0 h"),
                              number_field("probability", fraction).or_else("1"), id_field("one_of")})),
               {reference_field("function", "function"), reference_field("platform", "platform"),
                number_field("pga", positive_up_to(most_pga)), number_field("pgv", positive_up_to(most_pgv)),
                number_field("depth", positive_up_to(most_depth)), number_field("wind", positive_up_to(most_wind)),
                references_field("regions", "region"), number_field("chance", fraction).or_else("1"),
                choice_field("damage", damage_kinds), distribution_field("capacity_left", Dimension::number, fraction),
                distribution_field("detection", Dimension::duration, any_duration), restoration_field("restoration"),
                pairs_field("staircase", Dimension::number, within_one, within_one),
                integer_field("curve_steps", curve_steps)}));
    schema.home = TableSchema::Home::run;
    return schema;
}

TableSchema unintended_schema() {
    return rows_schema(
        "unintended", Identity::unique,
        with_damage(joined(
            {id_field("id").required(), reference_field("function", "function").required(),
             choice_field("cause", {"operator_error", "failed_change", "software_defect", "overload", "equipment"})
                 .required(),
             quantity_field("rate", Dimension::yearly_rate, up_to(max_yearly_rate)).required(),
             choice_field("rate_split", splits).or_else("each"), references_field("only_in", "region")},
            shape_fields())));
}

TableSchema platform_defect_schema() {
    return rows_schema(
        "platform_defect", Identity::unique,
        with_damage(joined(labelled({id_field("id").required(), reference_field("platform", "platform").required(),
                                     quantity_field("rate", Dimension::yearly_rate, up_to(max_yearly_rate)).required(),
                                     number_field("share", fraction).or_else("1")}),
                           shape_fields())));
}

TableSchema worm_schema() {
    return rows_schema(
        "worm", Identity::unique,
        with_damage({id_field("id").required(), reference_field("platform", "platform").required(),
                     quantity_field("rate", Dimension::yearly_rate, up_to(max_yearly_rate)).required(),
                     quantity_field("infection_rate", Dimension::hourly_rate, up_to(max_hourly_rate)).required(),
                     distribution_field("containment", Dimension::duration, any_duration).or_else("0 h")}));
}

TableSchema campaign_schema() {
    return rows_schema(
        "campaign", Identity::unique,
        labelled(with_damage(
            {id_field("id").required(), choice_field("kind", {"targeted", "ransomware", "ddos"}).required(),
             quantity_field("rate", Dimension::yearly_rate, up_to(max_yearly_rate)).required(),
             references_field("functions", "function"), references_field("sectors", "sector"),
             integer_field("targets", {1.0, 1e6, Bounds::Ends::closed}).or_else("1"),
             number_field("success", fraction).or_else("1"), number_field("displacement", fraction).or_else("0"),
             number_field("lateral", fraction), distribution_field("duration", Dimension::duration, any_duration),
             distribution_field("containment", Dimension::duration, any_duration).or_else("0 h")})));
}

TableSchema cyber_target_schema() {
    return rows_schema("cyber_target", Identity::none,
                       {reference_field("function", "function").required(), reference_field("campaign", "campaign"),
                        number_field("attractiveness", up_to(max_attractiveness)).or_else("1"),
                        choice_field("split", splits).or_else("each"), number_field("success", fraction).or_else("1")});
}

TableSchema cyber_link_schema() {
    return rows_schema("cyber_link", Identity::none,
                       {reference_field("from", "function").required(), reference_field("to", "function").required(),
                        text_field("scope").or_else("same"), number_field("probability", fraction).or_else("1"),
                        distribution_field("delay", Dimension::duration, any_duration).or_else("0 h")});
}

TableSchema sharing_schema() {
    return rows_schema("sharing", Identity::unique,
                       labelled({id_field("id").required(), references_field("sectors", "sector"),
                                 references_field("functions", "function"),
                                 distribution_field("delay", Dimension::duration, any_duration).or_else("0 h"),
                                 number_field("immunity", fraction).or_else("0"),
                                 number_field("detection_factor", fraction).or_else("1"),
                                 number_field("restoration_factor", fraction).or_else("1")}));
}

}  // namespace

const std::vector<TableSchema>& run_schemas() {
    static const std::vector<TableSchema> schemas{
        single_schema("run", {text_field("title"), text_field("model"),
                              integer_field("scenarios", up_to(max_scenarios)).required(),
                              integer_field("seed", up_to(9223372036854775807.0)).required(),
                              quantity_field("horizon", Dimension::duration, positive_up_to(8.76e6)).or_else("1 a"),
                              choice_field("tail", {"run_off", "censor"}).or_else("run_off"),
                              quantity_field("run_off", Dimension::duration, up_to(8.76e6)).or_else("2 a"),
                              week_time_field("starts").or_else("mon 00:00"), date_field("starts_on").or_else("01-01"),
                              choices_field("threats", threat_classes).or_else("unintended;cyber;disaster"),
                              choices_field("couplings", couplings)
                                  .or_else("disaster_unintended;disaster_cyber;cyber_unintended;degraded_unintended"),
                              integer_field("work_limit", {1.0, max_work, Bounds::Ends::closed}).or_else("1000000000"),
                              numbers_field("tail_levels", level).or_else("0.9;0.95;0.99")}),
        single_schema(
            "ranking",
            {choice_field("candidates", {"none", "functions", "measures", "both"}).or_else("functions"),
             number_field("discount_rate", up_to(1.0)).or_else("0.04"), number_field("tail", level).or_else("0.99"),
             integer_field("top", {1.0, 1e6, Bounds::Ends::closed}).or_else("10")}),
        single_schema("attribution", {choice_field("threats", {"none", "shapley"}).or_else("none")}),
        single_schema("observe", {quantities_field("times", Dimension::duration, any_duration)}),
        single_schema("output", {choice_field("scenario_table", {"all", "tail", "none"}).or_else("all"),
                                 boolean_field("embed_input").or_else("true")}),
    };
    return schemas;
}

const std::vector<TableSchema>& model_schemas() {
    static const std::vector<TableSchema> schemas{
        single_schema("model", {text_field("title"), text_field("en"), text_field("ja"), list_field("left_out_en"),
                                list_field("left_out_ja"),
                                integer_field("quantum_bits", {1.0, 36.0, Bounds::Ends::closed}).or_else("20")}),
        ground_motion_schema(),
        aftershocks_schema(),
    };
    return schemas;
}

const std::vector<TableSchema>& row_schemas() {
    static const std::vector<TableSchema> schemas = with_added_by({
        rows_schema("sector", Identity::unique, labelled({id_field("id").required(), staffing_field()})),
        rows_schema("area", Identity::unique,
                    labelled({plain_id_field("id").required(), reference_field("seat", "region").required()})),
        region_schema(),
        calendar_schema(),
        season_schema(),
        coupling_schema(),
        function_schema(),
        store_schema(),
        dependency_schema(),
        crew_pool_schema(),
        unintended_schema(),
        rows_schema("platform", Identity::unique, labelled({id_field("id").required()})),
        rows_schema("platform_use", Identity::none,
                    {reference_field("platform", "platform").required(),
                     reference_field("function", "function").required(), references_field("only_in", "region"),
                     number_field("exposure", fraction).or_else("1"), number_field("patched", fraction).or_else("0")}),
        platform_defect_schema(),
        worm_schema(),
        campaign_schema(),
        cyber_target_schema(),
        cyber_link_schema(),
        sharing_schema(),
        earthquake_schema(),
        tsunami_schema(),
        storm_schema(),
        flood_schema(),
        event_set_schema(),
        footprint_schema(),
        fragility_schema(),
        rows_schema("function_fragility", Identity::none,
                    {reference_field("function", "function").required(),
                     reference_field("class", "fragility").required(), references_field("only_in", "region")}),
        event_schema(),
        measure_schema(),
        measure_change_schema(),
    });
    return schemas;
}

}  // namespace hadome
