#pragma once

#include <vector>

#include "story/timeline.hpp"

namespace hadome {

/// Why a node is not nominal: the largest of what takes from it.
struct Reason {
    enum class Kind {
        none,    ///< nothing is known to take from it
        damage,  ///< its own
        supply   ///< what it does not get
    };
    Kind kind = Kind::none;
    DamageId damage;
    GroupId group;
    NodeId supplier;       ///< of the group, the one that binds
    Tick seen_at = 0;      ///< the supplier's state at this time counts: earlier than the node's own by the group's lag
    bool used_up = false;  ///< the group has stores that started, and they hide nothing: they are empty
    std::vector<StoreId> failed;  ///< those that did not start in the present outage
    Fixed taken;
    Fixed supplier_deficit;           ///< at that time
    Tick supplier_since = 0;          ///< when the supplier had left nominal
    bool supplier_unchanged = false;  ///< its deficit has been the same since then
    friend bool operator==(const Reason&, const Reason&) = default;
};

/// Finds reasons afresh from the states of a timeline. A journal names the damage at the root; this names the steps in
/// between. Where what a timeline works out does not add up to the journal's deficit (a store let a part through), the
/// term that leads to the journal's root is taken before the largest.
class Explainer {
public:
    /// The timeline outlives the explainer.
    explicit Explainer(const Timeline& timeline) : timeline_{timeline} {}

    /// Why the node is as it is at the end of the instant `time`.
    Reason reason(NodeId node, Tick time) const;
    /// The reason, that of the supplier that it names, and so on to a damage, to a node that was met before, or as far
    /// as is known; at most `longest_chain`, or a long row of nodes would be told again from each of them.
    std::vector<Reason> chain(NodeId node, Tick time) const;
    static constexpr std::size_t longest_chain = 20;
    /// What is missing in one group, whether or not its stores still hide it.
    Reason lack(GroupId group, Tick time) const;

private:
    bool leads_to(const Reason& reason, DamageId root) const;

    const Timeline& timeline_;
};

}  // namespace hadome
