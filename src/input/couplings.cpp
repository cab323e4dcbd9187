#include <algorithm>

#include "input/model_builder.hpp"

namespace hadome {
namespace {

/// A parameter that says more of a coupling stands where the coupling has its factor.
bool check_belongs(const Entry& row, const std::string& factor, const std::string& key, Diagnostics& diagnostics) {
    if (row.has(key) && !row.has(factor) && row.sound()) {
        diagnostics.add(row.where(key), key + " without " + factor, "a coupling without a factor is off",
                        "give " + factor + ", or take " + key + " out");
        return false;
    }
    return true;
}

Couplings::Timed read_timed(const Entry& row, const std::string& factor, Diagnostics& diagnostics) {
    const std::string lasts = factor + "_for";
    if (row.has(factor) && !row.has(lasts) && row.sound()) {
        diagnostics.add(row.where(factor), factor + " without " + lasts, "the rate is raised for a time",
                        "add " + lasts + " = \"7 d\", or another time");
    }
    check_belongs(row, factor, lasts, diagnostics);
    return row.has(factor) ? Couplings::Timed{row.number(factor), ticks_from_hours(row.number(lasts))}
                           : Couplings::Timed{};
}

}  // namespace

void build_couplings(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    const Entry& row = tables.single("couplings");
    Couplings read;
    read.disaster_unintended = read_timed(row, "disaster_unintended", diagnostics);
    read.disaster_cyber = read_timed(row, "disaster_cyber", diagnostics);
    read.cyber_unintended = read_timed(row, "cyber_unintended", diagnostics);
    if (check_belongs(row, "disaster_cyber", "disaster_cyber_regions", diagnostics) &&
        row.has("disaster_cyber_regions")) {
        read.disaster_cyber_regions = static_cast<std::int32_t>(row.integer("disaster_cyber_regions"));
    }
    if (row.has("degraded_unintended")) {
        read.degraded_unintended = row.number("degraded_unintended");
    }

    const auto on = tables.single("run").choices<Coupling>("couplings");
    const auto is_on = [&](Coupling coupling) { return std::find(on.begin(), on.end(), coupling) != on.end(); };
    const Couplings off;
    spec.couplings = read;
    if (!is_on(Coupling::disaster_unintended)) {
        spec.couplings.disaster_unintended = off.disaster_unintended;
    }
    if (!is_on(Coupling::disaster_cyber)) {
        spec.couplings.disaster_cyber = off.disaster_cyber;
    }
    if (!is_on(Coupling::cyber_unintended)) {
        spec.couplings.cyber_unintended = off.cyber_unintended;
    }
    if (!is_on(Coupling::degraded_unintended)) {
        spec.couplings.degraded_unintended = off.degraded_unintended;
    }
}

}  // namespace hadome
