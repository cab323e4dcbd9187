#include "model/group_writer.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/name_hash.hpp"
#include "core/time.hpp"
#include "model/shares.hpp"
#include "random/chance.hpp"

namespace hadome {
namespace {

/// The rule by which a store finds those who fill it.
DependencySpec refill_rule(const DependencySpec& rule, const StoreSpec& store) {
    DependencySpec filler;
    filler.consumer = rule.consumer;
    filler.supplier = store.refilled_by;
    filler.scope = store.refill_scope;
    filler.named = store.refill_named;
    filler.priority = store.refill_priority;
    filler.role = GroupRole::refill;
    filler.where = rule.where;
    return filler;
}

}  // namespace

void report_too_many_links(const Expansion& expansion, const DependencySpec& rule) {
    expansion.diagnostics.add(rule.where,
                              "the model has more than " + std::to_string(max_supplier_links) + " supplier links",
                              "every consumer node is linked to every supplier node in scope",
                              "use a narrower scope (same, area, nearest), or put a hub function between");
}

GroupWriter::GroupWriter(Expansion& expansion)
    : expansion_{expansion}, finder_{expansion}, reported_(expansion.spec.dependencies.size()) {
    add_claims();
}

/// Shares of classes sum to one exactly, so that nominal is nominal for every class.
void GroupWriter::add_claims() {
    for (const FunctionSpec& function : expansion_.spec.functions) {
        first_claim_.push_back(expansion_.model.claims.end_id());
        if (function.priority_shares.empty()) {
            continue;
        }
        Fixed higher;
        for (const Fixed share : shares_of(function.priority_shares)) {
            expansion_.model.claims.push_back({higher, share});
            higher = Fixed::from_raw(higher.raw() + share.raw());
        }
    }
}

bool GroupWriter::applies(const DependencySpec& rule, NodeId consumer) const {
    return holds_in(rule.only_in, expansion_.model.nodes[consumer].region);
}

void GroupWriter::report(std::int32_t index, std::string problem, std::string reason, std::string remedy) {
    if (!reported_[static_cast<std::size_t>(index)]) {
        reported_[static_cast<std::size_t>(index)] = 1;
        expansion_.diagnostics.add(rule(index).where, std::move(problem), std::move(reason), std::move(remedy));
    }
}

void GroupWriter::write(NodeId consumer, const std::vector<RuleGroup>& rules) {
    Model& model = expansion_.model;
    refills_.clear();
    const auto write_role = [&](GroupRole role) {
        for (const RuleGroup& group : rules) {
            if (rule(group.rules.front()).role == role && !full_) {
                write_group(consumer, group);
            }
        }
        return model.groups.end_id().value();
    };
    model.nodes[consumer].operation_end = write_role(GroupRole::operation);
    model.nodes[consumer].repair_end = write_role(GroupRole::repair);
    write_refills(consumer);
    model.first_group.push_back(model.groups.end_id().value());
}

/// False when the group has no rule at this node, or something is wrong and has been said.
bool GroupWriter::find_links(NodeId consumer, const RuleGroup& rules) {
    applying_.clear();
    double given = 0.0;
    for (const std::int32_t index : rules.rules) {
        if (applies(rule(index), consumer)) {
            applying_.push_back(index);
            given += rule(index).share.value_or(0.0);
        }
    }
    if (applying_.empty()) {
        return false;
    }
    constexpr double slack = 1e-9;
    if (rule(applying_.front()).share && std::abs(given - 1.0) > slack) {
        report(applying_.front(),
               "the shares of group '" + rules.name + "' at node '" + expansion_.model.nodes[consumer].name +
                   "' sum to " + std::to_string(given),
               "the shares of the rules that apply to a node must sum to 1",
               "change the shares, or leave them all out for equal ones");
        return false;
    }
    links_.clear();
    const double equal = 1.0 / static_cast<double>(applying_.size());
    return std::all_of(applying_.begin(), applying_.end(), [&](std::int32_t index) {
        return add_links(rule(index), index, consumer, rule(index).share.value_or(equal));
    });
}

bool GroupWriter::add_links(const DependencySpec& r, std::int32_t index, NodeId consumer, double rule_share) {
    const Model& model = expansion_.model;
    finder_.find(r, consumer, found_);
    const bool refills = r.role == GroupRole::refill;
    if (found_.empty()) {
        const bool no_area = r.scope == Scope::area && !model.regions[model.nodes[consumer].region].area.valid();
        report(index,
               (refills ? "a store of node '" : "node '") + model.nodes[consumer].name +
                   (refills ? "' is refilled by nobody" : "' reaches no supplier"),
               no_area ? "its region belongs to no area"
                       : "'" + model.functions[r.supplier].name + "' has no node in scope '" + name_of(r.scope) + "'",
               refills ? "widen refill_scope, or limit the rule with only_in"
                       : "widen the scope, or limit the rule with only_in");
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
    const ClaimId claim = r.priority > 0 ? ClaimId{first_claim_[r.supplier].value() + r.priority - 1} : ClaimId{};
    for (std::size_t i = 0; i < found_.size(); ++i) {
        links_.push_back({found_[i], rule_share * weights[i] / total, claim});
    }
    return true;
}

void GroupWriter::write_group(NodeId consumer, const RuleGroup& rules) {
    if (!find_links(consumer, rules)) {
        return;
    }
    const std::int32_t index = applying_.front();
    const DependencySpec& first = rule(index);
    Group group;
    group.name = expansion_.model.nodes[consumer].name + "<-" + rules.name;
    group.consumer = consumer;
    group.combine = first.combine;
    group.k = std::max(first.k, 1);
    group.theta = Fixed::from_double(first.theta);
    group.strength = Fixed::from_double(first.strength);
    group.role = first.role;
    group.repairs = first.repairs;
    group.lag = ticks_from_hours(first.lag);
    group.per_site = first.per_site;
    const GroupId id = expansion_.model.groups.end_id();
    if (append_group(std::move(group), index)) {
        write_stores(id, first, index);
    }
}

/// Appends a group with the links found for it. False when the model is full.
bool GroupWriter::append_group(Group group, std::int32_t index) {
    Model& model = expansion_.model;
    if (static_cast<std::int64_t>(model.suppliers.size() + links_.size()) > max_supplier_links) {
        report_too_many_links(expansion_, rule(index));
        full_ = true;
        return false;
    }
    group.hash = name_hash(group.name);
    group.first_supplier = static_cast<std::int32_t>(model.suppliers.size());
    append_suppliers();
    group.last_supplier = static_cast<std::int32_t>(model.suppliers.size());
    if (const auto found = static_cast<std::int64_t>(links_.size()); group.k > found) {
        report(index,
               "node '" + model.nodes[group.consumer].name + "' needs " + std::to_string(group.k) +
                   " good suppliers and has " + std::to_string(found),
               "k is the number of suppliers that are enough", "lower k, or widen the scope");
    }
    group.first_store = group.last_store = model.stores.end_id().value();
    group.rank = static_cast<std::int32_t>(model.groups.size()) - model.first_group.back();
    model.groups.push_back(std::move(group));
    expansion_.rule_of_group.push_back(index);
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
        expansion_.model.suppliers.push_back({links_[i].node, shares[i], links_[i].claim});
    }
}

void GroupWriter::write_stores(GroupId id, const DependencySpec& r, std::int32_t index) {
    Model& model = expansion_.model;
    if (static_cast<std::int64_t>(model.stores.size() + r.stores.size()) > max_stores) {
        expansion_.diagnostics.add(r.where, "the model has more than " + std::to_string(max_stores) + " stores",
                                   "every consumer node has a chain of its own", "use shorter chains, or fewer nodes");
        full_ = true;
        return;
    }
    for (std::size_t place = 0; place < r.stores.size(); ++place) {
        const StoreSpec& spec = r.stores[place];
        Store store;
        store.hash = combine_hashes({model.groups[id].hash, place + 1});
        store.capacity = spec.capacity;
        store.refill = spec.refill;
        store.start_failure = chance_word(spec.start_failure);
        const StoreId made = model.stores.push_back(store);
        if (spec.refilled_by.valid()) {
            refills_.push_back({model.groups[id].name + "." + std::to_string(place + 1), id, made, index,
                                static_cast<std::int32_t>(place)});
        }
    }
    model.groups[id].last_store = model.stores.end_id().value();
}

void GroupWriter::write_refills(NodeId consumer) {
    Model& model = expansion_.model;
    std::sort(refills_.begin(), refills_.end(), [](const Refill& a, const Refill& b) { return a.name < b.name; });
    for (Refill& refill : refills_) {
        const DependencySpec& fed = rule(refill.rule);
        const DependencySpec filler = refill_rule(fed, fed.stores[static_cast<std::size_t>(refill.place)]);
        links_.clear();
        if (full_ || !add_links(filler, refill.rule, consumer, 1.0)) {
            return;
        }
        Group group;
        group.name = std::move(refill.name);
        group.consumer = consumer;
        group.role = GroupRole::refill;
        group.feeds = refill.feeds;
        model.stores[refill.store].refilled_by = model.groups.end_id();
        if (!append_group(std::move(group), refill.rule)) {
            return;
        }
    }
}

}  // namespace hadome
