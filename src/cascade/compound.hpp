#pragma once

#include <array>
#include <set>
#include <vector>

#include "cascade/network.hpp"
#include "core/index.hpp"
#include "model/model.hpp"

namespace hadome {

/// Which nodes are down by damages of two or more threat classes at once.
///
/// A damage contributes to a node if it takes something from the node itself, or from a supplier (and so on upstream)
/// that has a part in what a group takes from it. That is reachability in the present network, found afresh from the
/// few damages of the rarer classes whenever two classes are about; nothing is kept up to date while one class is
/// alone.
class Compound {
public:
    /// The network must outlive this, and be settled whenever it is asked.
    Compound(const Model& model, const Network& network, WorkBudget& budget);

    void reset();
    void set_own_classes(NodeId id, ClassSet before, ClassSet now);
    void set_arrived_classes(GroupId id, ClassSet before, ClassSet now);

    /// Finds the nodes anew. \return those for which the answer changed, each once
    const std::vector<NodeId>& update();
    bool is_compound(NodeId id) const { return marks_[id].compound; }

    /// Classes of the damages that contribute to what a group lacks at present.
    ClassSet classes_of_supply(GroupId id);

private:
    struct Mark {
        ClassSet reached = 0;  ///< scratch: by damages of these classes, found downstream
        bool compound = false;
        bool was_compound = false;  ///< scratch
        bool seen = false;          ///< scratch of a search upstream
        bool is_reached = false;    ///< scratch: known to be reached by the class that is searched for ...
        bool is_missed = false;     ///< ... or known not to be
    };
    void spread(ThreatClass threat);
    void spread_to(NodeId id, ClassSet bit);
    bool reached_by(NodeId start, ClassSet bit);
    template <class Visit>
    void for_each_damaging_supplier(NodeId id, const Visit& visit);
    template <class Visit>
    void for_each_with_part(GroupId id, const Visit& visit);
    void pay();
    ClassSet arrived_classes(NodeId id) const;

    const Model& model_;
    const Network& network_;
    WorkBudget& budget_;
    std::array<std::set<NodeId>, threat_class_count> hit_;       ///< nodes with such a damage of their own
    std::array<std::set<GroupId>, threat_class_count> arrived_;  ///< lagged groups that such damages have reached
    IndexVector<NodeId, Mark> marks_;
    std::vector<NodeId> compound_;
    std::vector<NodeId> changed_;
    std::vector<NodeId> reached_;  ///< nodes with a mark `reached`
    std::vector<NodeId> known_;    ///< nodes with a mark `is_reached` or `is_missed`
    struct Step {
        NodeId node;
        std::int32_t from = -1;  ///< position in path_ of the node that led here
    };
    std::vector<Step> path_;
    std::int64_t steps_ = 0;  ///< not paid for yet
};

}  // namespace hadome
