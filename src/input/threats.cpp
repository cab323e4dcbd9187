#include <algorithm>

#include "input/model_builder.hpp"

namespace hadome {

OnlyIn read_only_in(const Entry& row, FunctionId function, const ModelSpec& spec, Diagnostics& diagnostics) {
    const OnlyIn only_in = row.references<RegionId>("only_in");
    for (std::size_t i = 0; i < only_in.size() && function.valid() && row.sound(); ++i) {
        const FunctionSpec& own = spec.functions[function];
        if (std::none_of(own.sites.begin(), own.sites.end(),
                         [&](const Site& site) { return site.region == only_in[i]; })) {
            diagnostics.add(
                row.items("only_in")[i].where,
                "only_in names '" + row.items("only_in")[i].text + "' where '" + own.function.name + "' has no node",
                "the sites of the function do not include that region",
                "leave the region out, or add it to the sites of the function");
        }
    }
    return only_in;
}

void build_unintended(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("unintended")) {
        UnintendedSpec unintended;
        unintended.source.name = row.text("id");
        unintended.source.function = row.reference<FunctionId>("function");
        unintended.source.cause = row.text("cause");
        unintended.source.shape = read_shape(row);
        unintended.source.damage = read_damage(row, diagnostics);
        unintended.rate = row.number("rate");
        unintended.rate_split = row.choice<Split>("rate_split");
        unintended.only_in = read_only_in(row, unintended.source.function, spec, diagnostics);
        unintended.where = row.where();
        spec.unintended.push_back(std::move(unintended));
    }
}

}  // namespace hadome
