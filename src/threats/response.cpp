#include "threats/response.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "random/chance.hpp"
#include "scenario/decision.hpp"

namespace hadome {

Response::Response(const Model& model, const ScenarioKey& key, std::uint64_t campaign, const Distribution& containment)
    : model_{model}, key_{key}, campaign_{campaign} {
    Stream stream = stream_for(key, campaign, Decision::containment);
    containment_ = ticks_from_hours(sample(containment, stream));
}

Tick Response::warned_at(const SharingScheme& scheme) const {
    Stream stream = stream_for(key_, campaign_, scheme.hash, Decision::warning);
    return alarm_ + ticks_from_hours(sample(scheme.delay, stream));
}

bool Response::is_immune(NodeId node, Tick time) const {
    for (const SharingId id : model_.memberships_of(node)) {
        const SharingScheme& scheme = model_.sharing_schemes[id];
        if (alarm_ < time && scheme.immunity > 0 && warned_at(scheme) < time) {
            const std::uint64_t member = combine_hashes({model_.nodes[node].hash, scheme.hash});
            if (scheme.immunity == certain_word ||
                stream_for(key_, campaign_, member, Decision::immunity)() < scheme.immunity) {
                return true;
            }
        }
    }
    return false;
}

/// Of several schemes the one that helps most counts: being told twice is being told.
void Response::hurt(const Victim& victim, Tick begin, Tick attack, const DamageDrawer& drawer, EventLog& log) const {
    HADOME_EXPECT(victim.since <= attack);
    const std::uint64_t name = model_.nodes[victim.node].hash;
    // When spreading has ended everyone looks; when the attack has, there is nothing left to find.
    const Tick known = std::min({victim.since + drawer.detection(key_, campaign_, name), end(), attack});
    Tick repair = known;
    Mending mending;
    for (const SharingId id : model_.memberships_of(victim.node)) {
        const SharingScheme& scheme = model_.sharing_schemes[id];
        const Tick warned = std::max(warned_at(scheme), victim.since);
        if (warned < known) {
            const Tick rest = std::llround(scheme.detection_factor * static_cast<double>(known - warned));
            repair = std::min(repair, warned + rest);
            mending.factor = std::min(mending.factor, scheme.restoration_factor);
        }
    }
    mending.longest = attack >= never ? never : attack - repair;
    Damage damage;
    damage.node = victim.node;
    damage.kind = drawer.kind();
    damage.onset = begin + victim.since;
    damage.detection = repair - victim.since;
    drawer.add_parts(key_, campaign_, name, log, mending);
    log.hurt(damage);
}

}  // namespace hadome
