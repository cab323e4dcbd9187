#include <algorithm>

#include "input/model_builder.hpp"

namespace hadome {
namespace {

void check_order(const Entry& row, const CrewPoolSpec& pool, Diagnostics& diagnostics) {
    const bool needed = pool.policy == CrewPolicy::explicit_order;
    if (needed != !pool.order.empty() && row.sound()) {
        diagnostics.add(
            row.where("order"), needed ? "crew pool '" + pool.name + "' has no order" : "order without its policy",
            "the policy explicit serves functions in a given order, and no other policy does",
            needed ? "give order, the most urgent function first" : "write policy = \"explicit\", or leave order out");
    }
    const std::vector<Item>& items = row.items("order");
    for (auto item = items.begin(); item != items.end(); ++item) {
        if (std::any_of(items.begin(), item, [&](const Item& earlier) { return earlier.text == item->text; })) {
            diagnostics.add(item->where, "order: '" + item->text + "' stands twice",
                            "a function has one place in the order", "take one of the two out");
        }
    }
}

}  // namespace

void build_crew_pools(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("crew_pool")) {
        CrewPoolSpec pool;
        pool.name = row.text("id");
        pool.label = read_label(row);
        if (row.has("crews")) {
            pool.crews = static_cast<std::int32_t>(row.integer("crews"));
        }
        pool.policy = row.choice<CrewPolicy>("policy");
        pool.order = row.references<FunctionId>("order");
        pool.sectors = row.references<SectorId>("sectors");
        pool.functions = row.references<FunctionId>("functions");
        pool.areas = row.references<AreaId>("areas");
        pool.regions = row.references<RegionId>("regions");
        pool.kinds = row.choices<DamageKind>("damage");
        pool.per = row.choice<CrewPoolSpec::Per>("per");
        pool.where = row.where();
        check_order(row, pool, diagnostics);
        spec.crew_pools.push_back(std::move(pool));
    }
}

}  // namespace hadome
