#include <cmath>

#include "loss/observation.hpp"
#include "results/columns.hpp"
#include "results/tables.hpp"

namespace hadome {
namespace {

/// Mean operability from an exact sum of deficits over `scenarios`, each of which is 2^unit_bits times `members` where
/// everything is down; not a number from no scenario, or of nothing.
double mean_operability(Wide deficit, std::int64_t scenarios, std::int64_t members, int unit_bits) {
    const Wide whole = (static_cast<Wide>(scenarios) * members) << unit_bits;
    return whole == 0 ? not_known : static_cast<double>(whole - deficit) / static_cast<double>(whole);
}

/// NAME_mean (time, target) and NAME_quantile (time, target, quantile).
void put_target(const hdf5::Group& group, const std::string& name, const std::string& of, const ResultAxes& axes,
                const hdf5::Axis& target, const TargetTally& tally, const std::vector<std::int64_t>& members,
                std::int64_t scenarios) {
    std::vector<double> means;
    std::vector<double> quantiles;
    for (std::size_t cell = 0; cell < tally.deficit.size(); ++cell) {
        const std::int64_t parts = members[cell % members.size()];
        means.push_back(mean_operability(tally.deficit[cell], scenarios, parts, ObservationWeights::unit_bits));
        for (const std::int64_t level : observed_quantiles) {
            quantiles.push_back(scenarios == 0 || parts == 0
                                    ? not_known
                                    : static_cast<double>(quantile(tally.operability[cell], scenarios, level, 1000)) /
                                          1000.0);
        }
    }
    group.put(name + "_mean", {"1", "mean operability of the " + of}, {*axes.time, target},
              std::span<const double>(means));
    group.put(name + "_quantile", {"1", "quantiles over scenarios of that operability, each rounded to 1/1000"},
              {*axes.time, target, *axes.quantile}, std::span<const double>(quantiles));
}

}  // namespace

void write_observations(const hdf5::Group& root, const ResultAxes& axes, const Model& model, const Tally& tally) {
    const hdf5::Group group = root.create_group("observe");
    const ObservationWeights weights(model);
    const ObservationTally& seen = tally.observed;
    put_column(group, "node_mean", {"1", "mean operability of the node"}, {*axes.time, axes.node}, seen.node_deficit,
               [&](Wide deficit) { return mean_operability(deficit, tally.scenarios, 1, Fixed::fraction_bits); });
    put_target(group, "function", "function: of its nodes, weighted by value", axes, axes.function, seen.functions,
               weights.function_members.items(), tally.scenarios);
    put_target(group, "sector", "sector: the plain mean over its functions", axes, axes.sector, seen.sectors,
               weights.sector_members.items(), tally.scenarios);
    put_target(group, "region", "region: the plain mean over functions there, each of its nodes there by value", axes,
               axes.region, seen.regions, weights.region_members.items(), tally.scenarios);
}

}  // namespace hadome
