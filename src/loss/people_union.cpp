#include "loss/people_union.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/check.hpp"

namespace hadome {

std::int64_t PeopleLoss::hours() const {
    constexpr Wide hour = Wide{Fixed::one_raw} * ticks_per_hour;
    Wide sum = 0;
    for (const Wide ticks : by_region) {
        sum += ticks;
    }
    return static_cast<std::int64_t>((sum + hour / 2) / hour);
}

PeopleUnion::PeopleUnion(const Model& model) : places_(model.nodes.size()), states_(model.regions.size()) {
    loss_.by_region.resize(model.regions.size());
    std::map<std::pair<RegionId, FunctionId>, std::int32_t> leaves;
    IndexVector<RegionId, std::int32_t> functions(model.regions.size());
    for (const NodeId id : ids_of(model.nodes)) {
        const Node& node = model.nodes[id];
        if (node.people > 0) {
            const auto [found, fresh] = leaves.try_emplace({node.region, node.function}, functions[node.region]);
            functions[node.region] += fresh;
            places_[id] = {node.region, found->second, node.people, Fixed::zero()};
        }
    }
    for (const RegionId region : ids_of(states_)) {
        states_[region].lacking.assign(2 * static_cast<std::size_t>(functions[region]), 0);
    }
    for (Place& place : places_) {
        place.leaf += place.region.valid() ? functions[place.region] : 0;
    }
}

const PeopleLoss& PeopleUnion::assess(const Journal& journal) {
    HADOME_EXPECT(journal.given_up == GiveUp::no);
    for (const RegionId region : touched_) {
        RegionState& state = states_[region];
        std::fill(state.lacking.begin(), state.lacking.end(), 0);
        state.since = 0;
        state.touched = false;
        loss_.by_region[region] = 0;
    }
    touched_.clear();
    for (const Change& change : journal.changes) {
        Place& place = places_[change.node];
        if (place.region.valid() && place.deficit != change.deficit) {
            advance(place.region, change.time);
            set(place, change.deficit);
        }
    }
    for (const RegionId region : touched_) {
        advance(region, journal.end);
    }
    for (const Change& change : journal.changes) {
        places_[change.node].deficit = Fixed::zero();
    }
    return loss_;
}

void PeopleUnion::advance(RegionId region, Tick time) {
    RegionState& state = states_[region];
    if (!state.touched) {
        state.touched = true;
        touched_.push_back(region);
    }
    loss_.by_region[region] += state.lacking[1] * (time - state.since);
    state.since = time;
}

void PeopleUnion::set(Place& place, Fixed deficit) {
    std::vector<Wide>& lacking = states_[place.region].lacking;
    auto at = static_cast<std::size_t>(place.leaf);
    lacking[at] += static_cast<Wide>(deficit.raw() - place.deficit.raw()) * place.people;
    place.deficit = deficit;
    while (at > 1) {
        at /= 2;
        lacking[at] = std::max(lacking[2 * at], lacking[2 * at + 1]);
    }
}

}  // namespace hadome
