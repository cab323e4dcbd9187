#pragma once

#include <cstdint>

#include "core/name_hash.hpp"
#include "model/terms.hpp"
#include "random/stream.hpp"

namespace hadome {

/// What a random number decides: the last part of every stream's name. The values are part of what a seed means, so
/// they are never renumbered.
enum class Decision : std::uint64_t {
    arrivals = 1,
    candidate = 2,
    capacity_left = 3,
    detection = 4,
    restoration = 5,
    infection = 6,
    containment = 7,
    magnitude = 8,
    location = 9,
    between_event = 10,
    within_event = 11,
    damage_state = 12,
    start = 13,          ///< of a store, by event
    happening = 14,      ///< of a given event
    hit = 15,            ///< of a node, by a given event or a defective release
    yearly_factor = 20,  ///< on the rate of a source whose years differ
    // 30 to 39: worms and campaigns
    patch = 30,       ///< of a node, against a worm's campaign
    attraction = 31,  ///< of a node, to a campaign
    success = 32,     ///< of an attempt on a node
    displacement = 33,
    link = 34,  ///< whether a campaign gets from one node to another
    link_delay = 35,
    warning = 36,   ///< delay of a sharing scheme, by campaign
    immunity = 37,  ///< of a warned node, by scheme
    attack_duration = 38,
    // 40 to 49: disasters
    aftershock = 40,  ///< times of the aftershocks of a main shock, and their names
    tsunami = 41,     ///< name of the tsunami of an earthquake
    track = 42,       ///< entry, heading and speed of a storm
    intensity = 43,   ///< pressure, radius, shape and rain of a storm
    flood = 44,       ///< of a region, by a storm
    flood_depth = 45  ///< there
};

/// Stream of the arrival times of one source. The class is part of it, for names need only be unique within one.
inline std::uint64_t arrivals_name(ThreatClass threat, std::uint64_t source) {
    return combine_hashes({static_cast<std::uint64_t>(threat), source, static_cast<std::uint64_t>(Decision::arrivals)});
}

/// Name of candidate number `k` of one source.
inline std::uint64_t candidate_name(ThreatClass threat, std::uint64_t source, std::uint64_t k) {
    return combine_hashes(
        {static_cast<std::uint64_t>(threat), source, k, static_cast<std::uint64_t>(Decision::candidate)});
}

/// Stream of something decided once an event.
inline Stream stream_for(const ScenarioKey& key, std::uint64_t event, Decision decision) {
    return Stream(key, combine_hashes({event, static_cast<std::uint64_t>(decision)}));
}

/// Stream of something decided for each subject (node, region, pair of node and class) of an event.
inline Stream stream_for(const ScenarioKey& key, std::uint64_t event, std::uint64_t subject, Decision decision) {
    return Stream(key, combine_hashes({event, subject, static_cast<std::uint64_t>(decision)}));
}

/// Subject of a decision, hashed beforehand for streams that are opened for most pairs of event and subject.
struct HashedSubject {
    std::uint64_t hash = 0;

    HashedSubject() = default;
    HashedSubject(std::uint64_t subject, Decision decision)
        : hash{combine_hashes({subject, static_cast<std::uint64_t>(decision)})} {}
};

/// As above at a third of the cost: names need only differ, and the exclusive or of two hashes does; Philox mixes.
inline Stream stream_for(const ScenarioKey& key, std::uint64_t event, HashedSubject subject) {
    return Stream(key, event ^ subject.hash);
}

}  // namespace hadome
