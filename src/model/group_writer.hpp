#pragma once

#include <string>
#include <vector>

#include "model/expansion.hpp"
#include "model/rule_groups.hpp"
#include "model/supplier_finder.hpp"

namespace hadome {

/// Writes the groups of nodes, their suppliers and stores to the model: nodes in their order, and the groups of a node
/// in the order of roles and names.
class GroupWriter {
public:
    explicit GroupWriter(Expansion& expansion);

    /// \param rules all groups of the node's function, by role and name
    void write(NodeId consumer, const std::vector<RuleGroup>& rules);
    /// The model holds as many links as it may; nothing more is written.
    bool full() const { return full_; }

private:
    /// A supplier found by a rule, with its weight in the group.
    struct Link {
        NodeId node;
        double weight = 0.0;
        ClaimId claim;
    };
    /// A store that waits for the group that will fill it.
    struct Refill {
        std::string name;  ///< of the group
        GroupId feeds;
        StoreId store;
        std::int32_t rule = -1;
        std::int32_t place = 0;  ///< of the store in its chain, from 0
    };

    void add_claims();
    bool applies(const DependencySpec& rule, NodeId consumer) const;
    void write_group(NodeId consumer, const RuleGroup& rules);
    bool find_links(NodeId consumer, const RuleGroup& rules);
    bool add_links(const DependencySpec& rule, std::int32_t index, NodeId consumer, double rule_share);
    void write_stores(GroupId id, const DependencySpec& rule, std::int32_t index);
    void write_refills(NodeId consumer);
    bool append_group(Group group, std::int32_t rule);
    void append_suppliers();
    /// One diagnostic a rule is enough: what is wrong at one node is mostly wrong at all.
    void report(std::int32_t index, std::string problem, std::string reason, std::string remedy);
    const DependencySpec& rule(std::int32_t index) const {
        return expansion_.spec.dependencies[static_cast<std::size_t>(index)];
    }

    Expansion& expansion_;
    SupplierFinder finder_;
    std::vector<char> reported_;
    bool full_ = false;
    IndexVector<FunctionId, ClaimId> first_claim_;  ///< of the function's classes, one after the other
    std::vector<std::int32_t> applying_;
    std::vector<NodeId> found_;
    std::vector<Link> links_;
    std::vector<Refill> refills_;
};

void report_too_many_links(const Expansion& expansion, const DependencySpec& rule);

}  // namespace hadome
