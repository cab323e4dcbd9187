#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "core/name_hash.hpp"
#include "core/time.hpp"
#include "model/expansion.hpp"
#include "model/rule_groups.hpp"
#include "model/shares.hpp"
#include "model/supplier_finder.hpp"

namespace hadome {
namespace {

void report_too_many_links(const Expansion& expansion, const DependencySpec& rule) {
    expansion.diagnostics.add(rule.where,
                              "the model has more than " + std::to_string(max_supplier_links) + " supplier links",
                              "every consumer node is linked to every supplier node in scope",
                              "use a narrower scope (same, area, nearest), or put a hub function between");
}

/// Links of the rules whose number is known before any is made: better refused at once than with the memory full.
bool check_link_count(const Expansion& expansion) {
    std::int64_t count = 0;
    for (const DependencySpec& rule : expansion.spec.dependencies) {
        if (rule.scope == Scope::all && rule.only_in.empty()) {
            count += static_cast<std::int64_t>(expansion.nodes_of(rule.consumer).size()) *
                     static_cast<std::int64_t>(expansion.nodes_of(rule.supplier).size());
        }
        if (count > max_supplier_links) {
            report_too_many_links(expansion, rule);
            return false;
        }
    }
    return true;
}

/// A supplier found by a rule, with its weight in the group.
struct Link {
    NodeId node;
    double weight = 0.0;
};

/// Writes groups and suppliers to the model, node by node.
class GroupWriter {
public:
    explicit GroupWriter(Expansion& expansion)
        : expansion_{expansion}, finder_{expansion}, reported_(expansion.spec.dependencies.size()) {}

    void write(NodeId consumer, const RuleGroup& group);
    bool full() const { return full_; }

private:
    bool applies(const DependencySpec& rule, NodeId consumer) const;
    bool add_links(std::int32_t index, NodeId consumer, double rule_share);
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
    std::vector<std::int32_t> applying_;
    std::vector<NodeId> found_;
    std::vector<Link> links_;
};

bool GroupWriter::applies(const DependencySpec& rule, NodeId consumer) const {
    const RegionId region = expansion_.model.nodes[consumer].region;
    return rule.only_in.empty() || std::find(rule.only_in.begin(), rule.only_in.end(), region) != rule.only_in.end();
}

void GroupWriter::report(std::int32_t index, std::string problem, std::string reason, std::string remedy) {
    if (!reported_[static_cast<std::size_t>(index)]) {
        reported_[static_cast<std::size_t>(index)] = 1;
        expansion_.diagnostics.add(rule(index).where, std::move(problem), std::move(reason), std::move(remedy));
    }
}

bool GroupWriter::add_links(std::int32_t index, NodeId consumer, double rule_share) {
    const DependencySpec& r = rule(index);
    const Model& model = expansion_.model;
    finder_.find(r, consumer, found_);
    if (found_.empty()) {
        const bool no_area = r.scope == Scope::area && !model.regions[model.nodes[consumer].region].area.valid();
        report(index, "node '" + model.nodes[consumer].name + "' reaches no supplier",
               no_area ? "its region belongs to no area"
                       : "'" + model.functions[r.supplier].name + "' has no node in scope '" + name_of(r.scope) + "'",
               "widen the scope, or limit the rule with only_in");
        return false;
    }
    const std::vector<double> weights = split_weights(expansion_, r.weight, found_);
    const double total = order_free_sum(weights);
    if (total <= 0.0) {
        report(index, "the suppliers of node '" + model.nodes[consumer].name + "' cannot be weighed",
               "none of their regions has a figure for weight = \"" + name_of(r.weight) + "\"",
               "fill in that column of the regions, or choose another weight");
        return false;
    }
    for (std::size_t i = 0; i < found_.size(); ++i) {
        links_.push_back({found_[i], rule_share * weights[i] / total});
    }
    return true;
}

/// In the order of names, so that neither rounding nor ties depend on the order of the file. A node that two rules
/// reach is one supplier.
void GroupWriter::append_suppliers() {
    const auto& nodes = expansion_.model.nodes;
    std::sort(links_.begin(), links_.end(), [&](const Link& a, const Link& b) {
        return std::tie(nodes[a.node].rank, a.weight) < std::tie(nodes[b.node].rank, b.weight);
    });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < links_.size(); ++i) {
        if (links_[i].node == links_[kept].node) {
            links_[kept].weight += links_[i].weight;
        } else {
            links_[++kept] = links_[i];
        }
    }
    links_.resize(kept + 1);
    std::vector<double> weights;
    weights.reserve(links_.size());
    for (const Link& link : links_) {
        weights.push_back(link.weight);
    }
    const std::vector<Fixed> shares = shares_of(weights);
    for (std::size_t i = 0; i < links_.size(); ++i) {
        expansion_.model.suppliers.push_back({links_[i].node, shares[i]});
    }
}

void GroupWriter::write(NodeId consumer, const RuleGroup& rules) {
    applying_.clear();
    double given = 0.0;
    for (const std::int32_t index : rules.rules) {
        if (applies(rule(index), consumer)) {
            applying_.push_back(index);
            given += rule(index).share.value_or(0.0);
        }
    }
    if (applying_.empty()) {
        return;
    }
    const DependencySpec& first = rule(applying_.front());
    constexpr double slack = 1e-9;
    if (first.share && std::abs(given - 1.0) > slack) {
        report(applying_.front(),
               "the shares of group '" + rules.name + "' at node '" + expansion_.model.nodes[consumer].name +
                   "' sum to " + std::to_string(given),
               "the shares of the rules that apply to a node must sum to 1",
               "change the shares, or leave them all out for equal ones");
        return;
    }
    links_.clear();
    const double equal = 1.0 / static_cast<double>(applying_.size());
    for (const std::int32_t index : applying_) {
        if (!add_links(index, consumer, rule(index).share.value_or(equal))) {
            return;
        }
    }
    Model& model = expansion_.model;
    if (static_cast<std::int64_t>(model.suppliers.size() + links_.size()) > max_supplier_links) {
        report_too_many_links(expansion_, first);
        full_ = true;
        return;
    }
    Group group;
    group.name = model.nodes[consumer].name + "<-" + rules.name;
    group.hash = name_hash(group.name);
    group.consumer = consumer;
    group.combine = first.combine;
    group.k = std::max(first.k, 1);
    group.theta = Fixed::from_double(first.theta);
    group.strength = Fixed::from_double(first.strength);
    group.lag = ticks_from_hours(first.lag);
    group.buffer = first.buffer;
    group.first_supplier = static_cast<std::int32_t>(model.suppliers.size());
    append_suppliers();
    if (const auto found = static_cast<std::int64_t>(links_.size()); group.k > found) {
        report(applying_.front(),
               "node '" + model.nodes[consumer].name + "' needs " + std::to_string(group.k) +
                   " good suppliers and has " + std::to_string(found),
               "k is the number of suppliers that are enough", "lower k, or widen the scope");
    }
    group.last_supplier = static_cast<std::int32_t>(model.suppliers.size());
    group.rank = static_cast<std::int32_t>(model.groups.size()) - model.first_group.back();
    model.groups.push_back(std::move(group));
    expansion_.rule_of_group.push_back(applying_.front());
}

/// The network seen from the suppliers: a counting sort of the links, so uses stand in the order of groups.
void turn_around(Model& model) {
    model.first_use.assign(model.nodes.size() + 1, 0);
    for (const Supplier& supplier : model.suppliers) {
        ++model.first_use[supplier.node.offset() + 1];
    }
    std::partial_sum(model.first_use.begin(), model.first_use.end(), model.first_use.begin());
    std::vector<std::int32_t> next(model.first_use.begin(), model.first_use.end() - 1);
    model.uses.resize(model.suppliers.size());
    for (const GroupId group : ids_of(model.groups)) {
        for (const Supplier& supplier : model.suppliers_of(group)) {
            model.uses[static_cast<std::size_t>(next[supplier.node.offset()]++)] = {group, supplier.share};
        }
    }
}

}  // namespace

void expand_groups(Expansion& expansion) {
    const std::size_t before = expansion.diagnostics.items().size();
    const auto rules = gather_rules(expansion);
    if (expansion.diagnostics.items().size() != before || !check_link_count(expansion)) {
        return;
    }
    Model& model = expansion.model;
    GroupWriter writer(expansion);
    model.first_group.assign(1, 0);
    for (const NodeId node : ids_of(model.nodes)) {
        for (const RuleGroup& group : rules[model.nodes[node].function]) {
            writer.write(node, group);
            if (writer.full()) {
                return;
            }
        }
        model.first_group.push_back(static_cast<std::int32_t>(model.groups.size()));
        model.nodes[node].operation_end = model.first_group.back();
        model.nodes[node].repair_end = model.first_group.back();
    }
    turn_around(model);
}

}  // namespace hadome
