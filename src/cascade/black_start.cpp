// Black start: nodes that hold each other down once their damage is mended come back if one of them can start without
// the others.

#include <map>

#include "cascade/network.hpp"

namespace hadome {

/// Whether the pointers from the node to what binds it come back to a node met before: no damage and no lag is at their
/// end. The node need not be on the circle itself: who holds itself down in part keeps others from starting as well.
bool Network::leads_into_closed_chain(NodeId start) {
    path_.clear();
    NodeId at = start;
    while (at.valid() && !node_flags_[at].on_path) {
        node_flags_[at].on_path = true;
        path_.push_back(at);
        at = nodes_[at].binding.supplier;
    }
    for (const NodeId id : path_) {
        node_flags_[id].on_path = false;
    }
    budget_.spend(static_cast<std::int64_t>(path_.size()) + 1);
    return at.valid();
}

/// Lets the nodes with black start whom closed chains keep down ignore what binds them, until nothing improves any
/// more; that may show further chains. Then all groups count again. \return true if that changed the state
bool Network::start_black() {
    before_try_.clear();
    keeps_before_ = true;
    std::vector<std::pair<NodeId, GroupId>> starting;
    for (bool more = true; more;) {
        const std::size_t known = starting.size();
        for (const NodeId id : can_start_black_) {
            if (nodes_[id].binding.supplier.valid() && leads_into_closed_chain(id)) {
                starting.emplace_back(id, binding_group(id));
            }
        }
        for (std::size_t k = known; k < starting.size(); ++k) {
            groups_[starting[k].second].is_ignored = true;
            mark(starting[k].first);
        }
        more = starting.size() > known;
        if (more) {
            sweep(Phase::improve);
            point_to_bindings();
        }
    }
    if (starting.empty()) {
        keeps_before_ = false;
        return false;
    }
    for (const auto& [node, group] : starting) {
        groups_[group].is_ignored = false;
        left_over_.push_back(node);
    }
    deteriorate_from_left_over();
    keeps_before_ = false;
    HADOME_AUDIT(laws_hold());
    trace_causes();

    std::map<NodeId, Fixed> before;
    for (const auto& [node, deficit] : before_try_) {
        before.emplace(node, deficit);  // keeps the first
    }
    bool changed = false;
    for (const auto& [node, deficit] : before) {
        changed = changed || nodes_[node].deficit != deficit;
    }
    for (const auto& [node, group] : starting) {
        if (changed && before.contains(node) && nodes_[node].deficit < before.at(node)) {
            black_started_.push_back(node);
        }
    }
    return changed;
}

}  // namespace hadome
