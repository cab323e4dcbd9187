#include "input/model_builder.hpp"

namespace hadome {
namespace {

std::vector<RestorationStep> read_staircase(const Entry& row, Diagnostics& diagnostics) {
    std::vector<RestorationStep> steps;
    for (const Item& item : row.items("staircase")) {
        if (!steps.empty() && (item.number <= steps.back().work || item.second <= steps.back().back)) {
            diagnostics.add(item.where, "staircase does not rise",
                            format_number(item.number) + "=" + format_number(item.second) + " follows " +
                                format_number(steps.back().work) + "=" + format_number(steps.back().back),
                            "let the share of the work and the share that is back both rise from step to step");
        }
        steps.push_back({item.number, item.second});
    }
    return steps;
}

void check_curve(const Entry& row, const DamageProfile& damage, Diagnostics& diagnostics) {
    if (damage.curve_steps == 1) {
        diagnostics.add(row.where("curve_steps"), "curve_steps of 1", "a curve in one step is no curve",
                        "give 2 or more, or leave it out");
    }
    if (damage.curve_steps > 0 && !damage.staircase.empty()) {
        diagnostics.add(row.where("curve_steps"), "curve_steps beside a staircase",
                        "capacity comes back by the one or by the other", "take one of the two out");
    }
    if (damage.permanent && (damage.curve_steps > 0 || !damage.staircase.empty())) {
        const std::string key = damage.curve_steps > 0 ? "curve_steps" : "staircase";
        diagnostics.add(row.where(key), key + " of damage that is never restored", "nothing of it comes back",
                        "take it out, or give restoration a time");
    }
}

}  // namespace

DamageProfile read_damage(const Entry& row, Diagnostics& diagnostics) {
    DamageProfile damage;
    damage.kind = row.choice<DamageKind>("damage");
    damage.capacity_left = row.distribution("capacity_left");
    damage.detection = row.distribution("detection");
    damage.restoration = row.distribution("restoration");
    damage.permanent = row.text("restoration") == never_word;
    damage.staircase = read_staircase(row, diagnostics);
    damage.curve_steps = static_cast<std::int32_t>(row.integer("curve_steps"));
    check_curve(row, damage, diagnostics);
    return damage;
}

}  // namespace hadome
