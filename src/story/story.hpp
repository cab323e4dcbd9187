#pragma once

#include <cstdint>
#include <vector>

#include "cascade/journal.hpp"
#include "loss/account.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"
#include "story/explain.hpp"

namespace hadome {

/// One thing that happened, with why. Which members mean something depends on the kind.
struct StoryEntry {
    enum class Kind {
        // In the order in which they are told within an instant.
        struck,         ///< node, damage; after: what the damage takes at first
        dropped,        ///< node, damage
        detected,       ///< node, damage; waited: since it struck
        crew_assigned,  ///< node, damage; waited: since its detection
        stage_mended,   ///< node, damage; after: what the node's damages still take
        mended,         ///< node, damage; waited: since it struck
        start_failed,   ///< node, store, reasons: of what it was to stand in for
        store_empty,    ///< node, store, reasons
        store_running,  ///< node, store, reasons
        black_started,  ///< node
        worse,          ///< node, before, after, reasons
        held,           ///< node, before == after, reasons: the same deficit has another root from now on
        better,         ///< node, before, after, reasons: of what is still missing
        nominal,        ///< node, before
        unfinished      ///< node, after, reasons, waited: not nominal when the simulation was cut off, and since when
    };
    Tick time = 0;
    Kind kind = Kind::struck;
    NodeId node;
    DamageId damage;
    StoreId store;
    EventId event;  ///< to whose story it belongs: that of the damage, or of the root cause (or of the last one)
    Fixed before;
    Fixed after;
    Tick waited = 0;
    bool compound = false;        ///< damages of two or more threat classes contribute
    std::vector<Reason> reasons;  ///< from the node to the root, as far as it is known
};

/// What one event came to.
struct EventAccount {
    EventId event;
    Jpy loss = 0;
    std::int64_t hit = 0;      ///< nodes
    std::int64_t reached = 0;  ///< nodes that lost something to it and were not hit by it
};

/// What one node lost.
struct NodeAccount {
    NodeId node;
    Jpy loss = 0;
    Wide deficit_ticks = 0;  ///< [2^-36 tick]
    std::int64_t episodes = 0;
    bool hit = false;
    Fixed at_end;  ///< deficit when the simulation ended: above zero only where it was cut off
};

/// What one node lost to one damage.
struct LossShare {
    NodeId node;
    DamageId cause;
    Jpy loss = 0;
};

/// A scenario told in full: every change and note in time order, and the accounts.
struct Story {
    std::vector<StoryEntry> entries;
    std::vector<EventAccount> events;  ///< by event, those that hit a node
    std::vector<NodeAccount> nodes;    ///< touched, by loss, then deficit, then node
    std::vector<LossShare> shares;     ///< by node, then damage; they sum to the total
    IndexVector<SectorId, Jpy> by_sector;
    Jpy total = 0;
    Jpy it_caused = 0;
    Jpy direct = 0;  ///< of the total, what nodes lost to their own damage: `direct` of all results
};

/// What a story is made from.
struct StorySource {
    const Model& model;
    const Scenario& scenario;
    const Journal& journal;  ///< with its notes
    const ScenarioLoss& loss;
    const std::vector<NodeOutage>& outages;
    const std::vector<Reach>& reached;
};

Story build_story(const StorySource& source);

/// "worse", "store_empty", ...: what machines read.
const char* name_of(StoryEntry::Kind kind);

}  // namespace hadome
