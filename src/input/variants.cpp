#include "input/variants.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "input/event_count.hpp"
#include "input/loss_range.hpp"
#include "input/measure_rows.hpp"
#include "input/model_builder.hpp"
#include "model/expand.hpp"

namespace hadome {
namespace {

/// Tables that say how a scenario unfolds, and nothing of what is drawn for it.
const std::set<std::string> of_the_network{"dependency", "store", "crew_pool", "calendar"};

bool changes_draws(const std::set<std::string>& tables) {
    return std::any_of(tables.begin(), tables.end(),
                       [](const std::string& table) { return !of_the_network.contains(table); });
}

/// Whatever is wrong with a variant is told as the measure's doing.
void tell(const Diagnostics& found, const Measure& measure, Diagnostics& diagnostics) {
    for (const Diagnostic& item : found.items()) {
        diagnostics.add(item.where, "with measure '" + measure.name + "': " + item.problem, item.reason, item.remedy);
    }
}

bool same_nodes(const Model& a, const Model& b) {
    return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(),
                      [](const Node& x, const Node& y) { return x.hash == y.hash; });
}

class VariantBuilder {
public:
    VariantBuilder(const Tables& tables, const ModelSpec& spec, const Model& model, const RunOptions& options)
        : tables_{tables},
          spec_{spec},
          options_{options},
          model_{model},
          places_{model},
          plain_{without_added_rows(tables)} {
        plain_.rows("event_set").clear();
        Diagnostics known;
        resolve_names(plain_, known);
    }

    Variant build(const Measure& measure, Diagnostics& diagnostics) const {
        Variant variant{measure, Variant::Draws::same, {}};
        Tables changed = with_added_rows(tables_, measure.name);
        changed.rows("event_set").clear();  // footprints are the same with every measure, and not copied
        resolve_names(changed, diagnostics);
        if (!diagnostics.empty()) {
            return variant;
        }
        change_rows(changed, places_, measure.name, diagnostics);
        if (!diagnostics.empty()) {
            return variant;
        }
        variant.draws = changes_draws(differing_tables(plain_, changed)) ? Variant::Draws::other : Variant::Draws::same;
        const NameIndex names = resolve_names(changed, diagnostics);
        ModelSpec spec = build_model(changed, names, diagnostics);
        if (!diagnostics.empty()) {
            return variant;
        }
        spec.event_sets = spec_.event_sets;
        variant.model = expand(spec, diagnostics);
        check_loss_range(spec, variant.model, options_, diagnostics);
        if (diagnostics.empty()) {
            changed.rows("event_set") = tables_.rows("event_set");
            check_event_count(changed, variant.model, options_, diagnostics);
            HADOME_ENSURE(same_nodes(model_, variant.model));
        }
        return variant;
    }

private:
    const Tables& tables_;
    const ModelSpec& spec_;
    const RunOptions& options_;
    const Model& model_;
    FunctionPlaces places_;
    Tables plain_;  ///< resolved, without any measure
};

}  // namespace

std::vector<Variant> build_variants(const Tables& tables, const std::vector<Measure>& measures, const ModelSpec& spec,
                                    const Model& model, const RunOptions& options, Diagnostics& diagnostics) {
    const VariantBuilder builder(tables, spec, model, options);
    std::vector<Variant> variants;
    for (const Measure& measure : measures) {
        Diagnostics found;
        variants.push_back(builder.build(measure, found));
        tell(found, measure, diagnostics);
    }
    return variants;
}

}  // namespace hadome
