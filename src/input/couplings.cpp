#include <algorithm>
#include <string>

#include "input/model_builder.hpp"

namespace hadome {
namespace {

/// A key has its place in rows of some couplings only.
bool check_place(const Entry& row, const std::string& key, bool belongs, const std::string& reason,
                 const std::string& remedy, Diagnostics& diagnostics) {
    if (row.has(key) && !belongs && row.sound()) {
        diagnostics.add(row.where(key), key + " of coupling '" + row.text("id") + "' has no effect", reason, remedy);
    }
    return row.has(key) && belongs;
}

Tick read_lasts(const Entry& row, Coupling coupling, Diagnostics& diagnostics) {
    const bool has_end = coupling != Coupling::degraded_unintended;
    if (has_end && !row.has("lasts") && row.sound()) {
        diagnostics.add(row.where(), "coupling '" + row.text("id") + "' does not say how long it lasts",
                        "the rate is raised for a time", "add lasts = \"7 d\", or another time");
    }
    const bool lasts = check_place(row, "lasts", has_end, "it holds as long as the node is not nominal",
                                   "take the key out", diagnostics);
    return lasts ? ticks_from_hours(row.number("lasts")) : 0;
}

void read_coupling(const Entry& row, Coupling coupling, Couplings& couplings, Diagnostics& diagnostics) {
    const Couplings::Timed timed{row.number("factor"), read_lasts(row, coupling, diagnostics)};
    if (check_place(row, "regions", coupling == Coupling::disaster_cyber,
                    "only campaigns are raised by the number of regions that a disaster damages", "take the key out",
                    diagnostics)) {
        couplings.disaster_cyber_regions = static_cast<std::int32_t>(row.integer("regions"));
    }
    switch (coupling) {
        case Coupling::disaster_unintended: couplings.disaster_unintended = timed; break;
        case Coupling::disaster_cyber: couplings.disaster_cyber = timed; break;
        case Coupling::cyber_unintended: couplings.cyber_unintended = timed; break;
        case Coupling::degraded_unintended: couplings.degraded_unintended = timed.factor; break;
    }
}

}  // namespace

void build_couplings(const Tables& tables, ModelSpec& spec, Diagnostics& diagnostics) {
    const auto on = tables.single("run").choices<Coupling>("couplings");
    for (const Entry& row : tables.rows("coupling")) {
        if (!row.has("id") || !row.sound()) {
            continue;  // reported
        }
        const auto coupling = row.choice<Coupling>("id");
        Couplings read = spec.couplings;
        read_coupling(row, coupling, read, diagnostics);
        if (std::find(on.begin(), on.end(), coupling) != on.end()) {
            spec.couplings = read;
        }
    }
}

}  // namespace hadome
