#include <string>
#include <vector>

#include "core/check.hpp"
#include "results/columns.hpp"
#include "results/estimates.hpp"
#include "results/tables.hpp"

namespace hadome {
namespace {

Estimate divided(const Estimate& estimate, double by) {
    return {estimate.value / by, estimate.standard_error / by, estimate.low / by, estimate.high / by};
}

}  // namespace

void write_attribution(const hdf5::Group& root, const ResultAxes& axes, const Tally& tally,
                       const ScenarioWords& words) {
    HADOME_EXPECT(axes.threat_set && tally.games.size() == 1);
    const ThreatGameTally& games = tally.games.front();
    const hdf5::Group group = root.create_group("attribution");
    const std::string unit = words.averaged("JPY");
    const auto mean = [&](const ExactMoments& moments) { return mean_estimate(moments, tally.scenarios); };
    put_estimates(group, "loss", {unit, words.mean_loss + " when these classes of threats alone act"},
                  {*axes.threat_set}, column(games.loss, mean));
    put_estimates(group, "interplay",
                  {unit, words.mean_loss + " of these classes together beyond what fewer of them cost (Harsanyi "
                                           "dividend); all of them add up to the whole"},
                  {*axes.threat_set}, column(games.dividend, mean));
    put_estimates(group, "shapley",
                  {unit, words.mean_loss + " attributed to the class, its interplay with others shared equally "
                                           "(Shapley value)"},
                  {axes.threat},
                  column(games.sixfold, [&](const ExactMoments& moments) { return divided(mean(moments), 6.0); }));
    group.put("simulated", {"1", "simulations with some classes only, in all scenarios"}, {},
              std::span(&games.simulated, 1));
}

}  // namespace hadome
