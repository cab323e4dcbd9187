#include "input/measure_schemas.hpp"

#include <set>
#include <string>

namespace hadome {
namespace {

using Identity = TableSchema::Identity;

constexpr double max_money = 1e18;  // [JPY]

}  // namespace

TableSchema measure_schema() {
    return rows_schema(
        "measure", Identity::unique,
        labelled({id_field("id").required(), text_field("payer"), references_field("payer_sectors", "sector"),
                  quantity_field("capex", Dimension::money, up_to(max_money)).or_else("0 JPY"),
                  quantity_field("opex", Dimension::money_a_year, up_to(max_money)).or_else("0 JPY/a"),
                  quantity_field("life", Dimension::duration, positive_up_to(any_duration.high)),
                  quantity_field("lead_time", Dimension::duration, any_duration).or_else("0 h")}));
}

TableSchema measure_change_schema() {
    return rows_schema("measure_change", Identity::none,
                       {reference_field("measure", "measure").required(), text_field("parameter").required(),
                        choice_field("operation", {"scale", "add", "set", "at_least", "at_most"}).required(),
                        cell_field("value").required(), list_field("entries"), list_field("where"),
                        references_field("sectors", "sector"), references_field("functions", "function"),
                        references_field("regions", "region"), references_field("platforms", "platform")});
}

std::vector<TableSchema> with_added_by(std::vector<TableSchema> schemas) {
    static const std::set<std::string> fixed{"sector",    "area",  "region",  "function",      "event_set",
                                             "footprint", "event", "measure", "measure_change"};
    for (TableSchema& schema : schemas) {
        if (!fixed.contains(schema.name)) {
            schema.fields.push_back(reference_field("added_by", "measure"));
        }
    }
    return schemas;
}

}  // namespace hadome
