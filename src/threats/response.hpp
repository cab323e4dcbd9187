#pragma once

#include <cstdint>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/damage_drawer.hpp"
#include "threats/event_log.hpp"

namespace hadome {

/// A node that a campaign holds.
struct Victim {
    NodeId node;
    Tick since = 0;  ///< after the campaign began
};

/// What defenders do in one campaign once its first victim notices: spreading ends the time to contain after it, and
/// each sharing scheme warns its members some delay after it. Times are counted from the campaign's beginning.
///
/// A warning that comes before a member is hurt may make it immune; one that comes before a victim notices shortens
/// what is left to its detection, and its repair. All that follows from the first notice comes after it, so the
/// schemes never change when that was.
class Response {
public:
    /// Model and key must outlive the response. \param campaign name of the candidate
    Response(const Model& model, const ScenarioKey& key, std::uint64_t campaign, const Distribution& containment);

    /// A victim notices by itself at that time.
    void notice(Tick time) { alarm_ = time < alarm_ ? time : alarm_; }
    Tick alarm() const { return alarm_; }
    /// Nobody falls after this.
    Tick end() const { return alarm_ + containment_; }
    /// Whether a warning before `time` has made the node immune. \pre all notices before `time` are known
    bool is_immune(NodeId node, Tick time) const;
    /// Adds the damage of a victim; the first notice must be known.
    /// \param begin of the campaign, in the scenario's time \param attack end of the attack
    void hurt(const Victim& victim, Tick begin, Tick attack, const DamageDrawer& drawer, EventLog& log) const;

private:
    Tick warned_at(const SharingScheme& scheme) const;

    const Model& model_;
    const ScenarioKey& key_;
    std::uint64_t campaign_;
    Tick containment_;
    Tick alarm_ = never;
};

}  // namespace hadome
