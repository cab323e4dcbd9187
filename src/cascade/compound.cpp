#include "cascade/compound.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "model/laws.hpp"

namespace hadome {

Compound::Compound(const Model& model, const Network& network, WorkBudget& budget)
    : model_{model}, network_{network}, budget_{budget}, marks_(model.nodes.size()) {}

void Compound::reset() {
    for (std::size_t k = 0; k < threat_class_count; ++k) {
        hit_[k].clear();
        arrived_[k].clear();
    }
    for (const NodeId id : compound_) {
        marks_[id].compound = false;
    }
    compound_.clear();
    changed_.clear();
    steps_ = 0;
}

void Compound::set_own_classes(NodeId id, ClassSet before, ClassSet now) {
    for (std::size_t k = 0; k < threat_class_count; ++k) {
        const ClassSet bit = class_bit(static_cast<ThreatClass>(k));
        if ((now & bit) != 0 && (before & bit) == 0) {
            hit_[k].insert(id);
        } else if ((now & bit) == 0 && (before & bit) != 0) {
            hit_[k].erase(id);
        }
    }
}

void Compound::set_arrived_classes(GroupId id, ClassSet before, ClassSet now) {
    for (std::size_t k = 0; k < threat_class_count; ++k) {
        const ClassSet bit = class_bit(static_cast<ThreatClass>(k));
        if ((now & bit) != 0 && (before & bit) == 0) {
            arrived_[k].insert(id);
        } else if ((now & bit) == 0 && (before & bit) != 0) {
            arrived_[k].erase(id);
        }
    }
}

const std::vector<NodeId>& Compound::update() {
    changed_.clear();
    std::array<std::size_t, threat_class_count> sources{};
    std::size_t present = 0;
    for (std::size_t k = 0; k < threat_class_count; ++k) {
        sources[k] = hit_[k].size() + arrived_[k].size();
        present += sources[k] > 0 ? 1 : 0;
    }
    if (present < 2 && compound_.empty()) {
        return changed_;
    }
    std::vector<NodeId> before;
    before.swap(compound_);
    for (const NodeId id : before) {
        marks_[id].compound = false;
        marks_[id].was_compound = true;
    }
    if (present >= 2) {
        const auto most = static_cast<std::size_t>(std::max_element(sources.begin(), sources.end()) - sources.begin());
        for (std::size_t k = 0; k < threat_class_count; ++k) {
            if (k != most) {
                spread(static_cast<ThreatClass>(k));
            }
        }
        for (const NodeId id : reached_) {
            if (std::popcount(marks_[id].reached) >= 2 || reached_by(id, class_bit(static_cast<ThreatClass>(most)))) {
                marks_[id].compound = true;
                compound_.push_back(id);
                if (!marks_[id].was_compound) {
                    changed_.push_back(id);
                }
            }
        }
        for (const NodeId id : reached_) {
            marks_[id].reached = 0;
        }
        for (const NodeId id : known_) {
            marks_[id].is_reached = false;
            marks_[id].is_missed = false;
        }
        reached_.clear();
        known_.clear();
    }
    for (const NodeId id : before) {
        marks_[id].was_compound = false;
        if (!marks_[id].compound) {
            changed_.push_back(id);
        }
    }
    pay();
    return changed_;
}

/// Marks all nodes downstream of the damages of one class.
void Compound::spread(ThreatClass threat) {
    const auto k = static_cast<std::size_t>(threat);
    const ClassSet bit = class_bit(threat);
    path_.clear();
    for (const NodeId id : hit_[k]) {
        spread_to(id, bit);
    }
    for (const GroupId id : arrived_[k]) {
        if (network_.is_felt(id)) {
            spread_to(model_.groups[id].consumer, bit);
        }
    }
    for (std::size_t next = 0; next < path_.size(); ++next) {
        const NodeId id = path_[next].node;
        steps_ += static_cast<std::int64_t>(model_.uses_of(id).size());
        for (const Use& use : model_.uses_of(id)) {
            const Group& group = model_.groups[use.group];
            const bool felt =
                group.role == GroupRole::operation && group.lag == 0 &&
                has_part(group, use.share, claimed_deficit(model_, use.claim, network_.node(id).deficit)) &&
                network_.is_felt(use.group);
            if (felt) {
                spread_to(group.consumer, bit);
            }
        }
    }
}

void Compound::spread_to(NodeId id, ClassSet bit) {
    Mark& mark = marks_[id];
    if ((mark.reached & bit) != 0 || network_.node(id).deficit == Fixed::zero()) {
        return;
    }
    ++steps_;
    if (mark.reached == 0) {
        reached_.push_back(id);
    }
    mark.reached |= bit;
    path_.push_back({id, -1});
}

template <class Visit>
void Compound::for_each_damaging_supplier(NodeId id, const Visit& visit) {
    for (const GroupId group : model_.groups_of(id)) {
        if (!network_.group(group).is_lagged && network_.is_felt(group)) {
            for_each_with_part(group, visit);
        }
    }
}

template <class Visit>
void Compound::for_each_with_part(GroupId id, const Visit& visit) {
    steps_ += static_cast<std::int64_t>(model_.suppliers_of(id).size());
    for (const Supplier& supplier : model_.suppliers_of(id)) {
        if (has_part(model_.groups[id], supplier.share, network_.seen_of(supplier))) {
            visit(supplier.node);
        }
    }
}

/// Classes that reach the node through lags.
ClassSet Compound::arrived_classes(NodeId id) const {
    ClassSet classes = 0;
    if (std::all_of(arrived_.begin(), arrived_.end(), [](const auto& groups) { return groups.empty(); })) {
        return classes;
    }
    for (const GroupId group : model_.groups_of(id)) {
        if (network_.group(group).is_lagged && network_.is_felt(group)) {
            classes |= network_.group(group).arrived.classes;
        }
    }
    return classes;
}

/// Searches upstream for a damage of the class, breadth first. What is learned on the way is kept until the next
/// update.
bool Compound::reached_by(NodeId start, ClassSet bit) {
    if (marks_[start].is_reached || marks_[start].is_missed) {
        return marks_[start].is_reached;
    }
    path_.clear();
    path_.push_back({start, -1});
    marks_[start].seen = true;
    std::int32_t found = -1;
    for (std::size_t next = 0; next < path_.size() && found < 0; ++next) {
        const NodeId id = path_[next].node;
        ++steps_;
        if (marks_[id].is_reached || ((network_.node(id).own.classes | arrived_classes(id)) & bit) != 0) {
            found = static_cast<std::int32_t>(next);
            break;
        }
        if (marks_[id].is_missed) {
            continue;
        }
        for_each_damaging_supplier(id, [&](NodeId supplier) {
            if (!marks_[supplier].seen) {
                marks_[supplier].seen = true;
                path_.push_back({supplier, static_cast<std::int32_t>(next)});
            }
        });
    }
    for (const Step& step : path_) {
        marks_[step.node].seen = false;
        if (found < 0 && !marks_[step.node].is_missed) {
            marks_[step.node].is_missed = true;
            known_.push_back(step.node);
        }
    }
    for (std::int32_t at = found; at >= 0; at = path_[static_cast<std::size_t>(at)].from) {
        const NodeId id = path_[static_cast<std::size_t>(at)].node;
        if (!marks_[id].is_reached) {
            marks_[id].is_reached = true;
            known_.push_back(id);
        }
    }
    return found >= 0;
}

ClassSet Compound::classes_of_supply(GroupId id) {
    ClassSet classes = 0;
    path_.clear();
    const auto add = [&](NodeId node) {
        if (!marks_[node].seen) {
            marks_[node].seen = true;
            path_.push_back({node, -1});
        }
    };
    for_each_with_part(id, add);
    for (std::size_t next = 0; next < path_.size(); ++next) {
        const NodeId node = path_[next].node;
        ++steps_;
        classes = static_cast<ClassSet>(classes | network_.node(node).own.classes | arrived_classes(node));
        for_each_damaging_supplier(node, add);
    }
    for (const Step& step : path_) {
        marks_[step.node].seen = false;
    }
    pay();
    return classes;
}

/// Pays at the end of a search, when all scratch is cleared: giving up must not leave marks behind.
void Compound::pay() {
    budget_.spend(std::exchange(steps_, 0));
}

}  // namespace hadome
