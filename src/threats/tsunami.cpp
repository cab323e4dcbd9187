#include "threats/tsunami.hpp"

#include <cmath>
#include <numbers>

#include "core/name_hash.hpp"
#include "scenario/decision.hpp"
#include "threats/event_log.hpp"
#include "threats/inundation.hpp"

namespace hadome {

TsunamiSampler::TsunamiSampler(const Model& model, const IndexVector<FragilityId, Fragility>& fragilities)
    : model_{model}, fragilities_{fragilities}, tsunami_of_(model.earthquakes.size(), -1) {
    for (std::size_t i = 0; i < model.tsunamis.size(); ++i) {
        const Tsunami& tsunami = model.tsunamis[i];
        tsunami_of_[static_cast<std::size_t>(tsunami.earthquake)] = static_cast<std::int32_t>(i);
        std::vector<const Inundation*> rows;
        for (const TsunamiReach& reach : tsunami.reaches) {
            rows.push_back(&reach.where);
        }
        std::vector<Reached> reached;
        for (const TsunamiReach& reach : tsunami.reaches) {
            reached.push_back({&reach, clusters_under_water(model, reach.where, rows)});
        }
        reached_.push_back(std::move(reached));
    }
}

void TsunamiSampler::follow(const ScenarioKey& key, std::int32_t earthquake, std::uint64_t quake, double magnitude,
                            Tick onset, Scenario& scenario) const {
    const std::int32_t position = tsunami_of_[static_cast<std::size_t>(earthquake)];
    if (position < 0) {
        return;
    }
    const std::uint64_t name = combine_hashes({quake, static_cast<std::uint64_t>(Decision::tsunami)});
    Stream stream = stream_for(key, name, Decision::between_event);
    const double z_event = unit_normal(stream);
    EventLog log(scenario, {ThreatClass::disaster, position, onset, magnitude, name, SourceKind::tsunami});
    for (const Reached& reached : reached_[static_cast<std::size_t>(position)]) {
        const TsunamiReach& reach = *reached.reach;
        const double ln_depth = std::log(reach.depth) +
                                std::numbers::ln10 * reach.growth * (magnitude - reach.reference_magnitude) +
                                reach.sigma * z_event;
        const Impact impact{ln_depth, reach.where.share, reach.where.delay};
        for (const Cluster& cluster : reached.clusters) {
            fragilities_[cluster.fragility].strike(impact, cluster.targets, key, log);
        }
    }
}

}  // namespace hadome
