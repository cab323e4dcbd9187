#include "input/model_builder.hpp"

namespace hadome {
namespace {

SharingSpec read_sharing(const Entry& row, Diagnostics& diagnostics) {
    SharingSpec sharing;
    sharing.scheme.name = row.text("id");
    sharing.scheme.label = read_label(row);
    sharing.scheme.delay = row.distribution("delay");
    sharing.scheme.detection_factor = row.number("detection_factor");
    sharing.scheme.restoration_factor = row.number("restoration_factor");
    sharing.immunity = row.number("immunity");
    sharing.functions = row.references<FunctionId>("functions");
    sharing.sectors = row.references<SectorId>("sectors");
    sharing.where = row.where();
    if (sharing.functions.empty() && sharing.sectors.empty() && row.sound()) {
        diagnostics.add(row.where(), "sharing scheme '" + sharing.scheme.name + "' has no member",
                        "members are the functions named and those of sectors named",
                        "name a function or a sector, or take the scheme out");
    }
    return sharing;
}

}  // namespace

void build_platforms(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("platform")) {
        spec.platforms.push_back({row.text("id"), read_label(row), 0});
    }
    refuse_twins(tables, "platform_use", {"platform", "function"}, diagnostics);
    for (const Entry& row : tables.rows("platform_use")) {
        const auto function = row.reference<FunctionId>("function");
        spec.platform_uses.push_back({row.reference<PlatformId>("platform"), function, row.number("exposure"),
                                      row.number("patched"), row.where(),
                                      read_only_in(row, function, spec, diagnostics)});
    }
}

void build_worms(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
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

void build_sharing(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    for (const Entry& row : tables.rows("sharing")) {
        spec.sharing_schemes.push_back(read_sharing(row, diagnostics));
    }
}

}  // namespace hadome
