#include "input/model_builder.hpp"

namespace hadome {

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
        unintended.where = row.where();
        spec.unintended.push_back(std::move(unintended));
    }
}

void build_platforms(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("platform")) {
        spec.platforms.push_back({row.text("id"), read_label(row), 0});
    }
    refuse_twins(tables, "platform_use", {"platform", "function"}, diagnostics);
    for (const Entry& row : tables.rows("platform_use")) {
        spec.platform_uses.push_back({row.reference<PlatformId>("platform"), row.reference<FunctionId>("function"),
                                      row.number("exposure"), row.where()});
    }
    for (const Entry& row : tables.rows("worm")) {
        WormSource worm;
        worm.name = row.text("id");
        worm.platform = row.reference<PlatformId>("platform");
        worm.rate = row.number("rate");
        worm.infection_rate = row.number("infection_rate");
        worm.containment = row.distribution("containment");
        worm.damage = read_damage(row, diagnostics);
        spec.worms.push_back(std::move(worm));
    }
}

}  // namespace hadome
