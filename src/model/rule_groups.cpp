#include "model/rule_groups.hpp"

#include <algorithm>
#include <map>

namespace hadome {
namespace {

std::string group_words(const Expansion& expansion, const DependencySpec& rule) {
    return "group '" + rule.group + "' of '" + expansion.model.functions[rule.consumer].name + "'";
}

/// The key on which the stores of two rules differ: of the short form when both use it.
std::string store_disagreement(const DependencySpec& a, const DependencySpec& b) {
    const auto is_short = [](const DependencySpec& rule) {
        return rule.stores.empty() || (rule.stores.size() == 1 && rule.stores.front().name.empty());
    };
    if (a.stores != b.stores && !(is_short(a) && is_short(b))) {
        return "stores";
    }
    const StoreSpec none;
    const StoreSpec& one = a.stores.empty() ? none : a.stores.front();
    const StoreSpec& other = b.stores.empty() ? none : b.stores.front();
    if (one.capacity != other.capacity) {
        return "buffer";
    }
    if (a.per_site != b.per_site) {
        return "buffer_kind";
    }
    if (one.refill != other.refill) {
        return "refill";
    }
    if (one.refilled_by != other.refilled_by) {
        return "refilled_by";
    }
    if (one.refill_scope != other.refill_scope || one.refill_named != other.refill_named) {
        return "refill_scope";
    }
    if (one.refill_priority != other.refill_priority) {
        return "refill_priority";
    }
    return one.start_failure != other.start_failure ? "start_failure" : "";
}

/// The first key on which two rules of one group differ; empty when they agree.
std::string disagreement(const DependencySpec& a, const DependencySpec& b) {
    if (a.combine != b.combine) {
        return "combine";
    }
    if (a.k != b.k) {
        return "k";
    }
    if (a.theta != b.theta) {
        return "theta";
    }
    if (a.strength != b.strength) {
        return "strength";
    }
    if (a.lag != b.lag) {
        return "lag";
    }
    if (a.role != b.role) {
        return "role";
    }
    if (a.repairs != b.repairs) {
        return "repairs";
    }
    return store_disagreement(a, b);
}

/// The earliest rule of the group that may hold at a node where this one does: what belongs to the group is the same in
/// both.
const DependencySpec& first_that_meets(const std::vector<DependencySpec>& all, const RuleGroup& group,
                                       const DependencySpec& rule) {
    const auto met = std::find_if(group.rules.begin(), group.rules.end(), [&](std::int32_t index) {
        return meet(all[static_cast<std::size_t>(index)].only_in, rule.only_in);
    });
    return all[static_cast<std::size_t>(*met)];
}

void check_agreement(const Expansion& expansion, const RuleGroup& group) {
    const auto& all = expansion.spec.dependencies;
    for (const std::int32_t index : group.rules) {
        const DependencySpec& rule = all[static_cast<std::size_t>(index)];
        const DependencySpec& first = first_that_meets(all, group, rule);
        std::string key = disagreement(first, rule);
        const DependencySpec& front = all[static_cast<std::size_t>(group.rules.front())];
        if (key.empty() && front.role != rule.role) {
            key = "role";  // of one group everywhere
        }
        if (!key.empty()) {
            const std::int64_t line = key == "role" ? front.where.line : first.where.line;
            expansion.diagnostics.add(rule.where, "rules of " + group_words(expansion, rule) + " differ in " + key,
                                      "a group has one " + key + "; its first rule is on line " + std::to_string(line),
                                      "give both rules the same " + key + ", or another group");
        }
        if (first.share.has_value() != rule.share.has_value()) {
            expansion.diagnostics.add(
                rule.where, "only some rules of " + group_words(expansion, rule) + " give a share",
                "shares divide the group among all its rules", "give a share on every rule of the group, or on none");
        }
        // A node that both reach is one supplier, seen by one claim.
        for (const std::int32_t earlier : group.rules) {
            const DependencySpec& other = all[static_cast<std::size_t>(earlier)];
            if (earlier < index && meet(other.only_in, rule.only_in) && other.supplier == rule.supplier &&
                other.priority != rule.priority) {
                expansion.diagnostics.add(
                    rule.where, "rules of " + group_words(expansion, rule) + " differ in priority at one supplier",
                    "a group has one claim on a supplier; the other rule is on line " +
                        std::to_string(other.where.line),
                    "give both rules the same priority, or another group");
                break;
            }
        }
    }
}

/// A class that the supplier does not have would see nothing of it.
/// \param key that names the class in the input
void check_class(const Expansion& expansion, const DependencySpec& rule, FunctionId function, std::int32_t priority,
                 const std::string& key) {
    const auto classes = static_cast<std::int64_t>(expansion.spec.functions[function].priority_shares.size());
    const std::string supplier = "'" + expansion.model.functions[function].name + "'";
    if (priority > 0 && classes == 0) {
        expansion.diagnostics.add(rule.where, key + " at " + supplier + ", which has no priority_shares",
                                  key + " is a class of the consumers among whom the supplier divides its capacity",
                                  "give the supplier priority_shares, or leave " + key + " out");
    } else if (priority > classes) {
        expansion.diagnostics.add(
            rule.where,
            key + " " + std::to_string(priority) + " at " + supplier + ", which has " + std::to_string(classes) +
                " classes",
            "each class has one of the supplier's priority_shares",
            "give a class from 1 to " + std::to_string(classes) + ", or the supplier one more share");
    }
}

void check_priority(const Expansion& expansion, const DependencySpec& rule) {
    check_class(expansion, rule, rule.supplier, rule.priority, "priority");
    for (const StoreSpec& store : rule.stores) {
        if (store.refilled_by.valid()) {
            check_class(expansion, rule, store.refilled_by, store.refill_priority, "refill_priority");
        }
    }
}

/// The group that fills store k of the group `x` is called `x.k`.
void check_refill_names(const Expansion& expansion, const std::vector<RuleGroup>& groups) {
    std::map<std::string, const DependencySpec*> rules;
    for (const RuleGroup& group : groups) {
        rules[group.name] = &expansion.spec.dependencies[static_cast<std::size_t>(group.rules.front())];
    }
    for (const auto& [name, rule] : rules) {
        for (std::size_t place = 0; place < rule->stores.size(); ++place) {
            const auto twin = rules.find(name + "." + std::to_string(place + 1));
            if (rule->stores[place].refilled_by.valid() && twin != rules.end()) {
                expansion.diagnostics.add(
                    twin->second->where,
                    group_words(expansion, *twin->second) + " has the name of one that fills a store",
                    "the suppliers that fill store " + std::to_string(place + 1) + " of group '" + name +
                        "' are the group '" + twin->first + "'",
                    "give the rule another group");
            }
        }
    }
}

/// A region named where the function has no node is a slip of the pen: the rule would silently mean less than it says.
void check_regions(const Expansion& expansion, const DependencySpec& rule) {
    const auto check = [&](FunctionId function, const std::vector<RegionId>& regions, const std::string& key) {
        for (const RegionId region : regions) {
            if (expansion.nodes_in(function, region).size() == 0) {
                expansion.diagnostics.add(rule.where,
                                          key + " names '" + expansion.model.regions[region].name + "' where '" +
                                              expansion.model.functions[function].name + "' has no node",
                                          "the sites of the function do not include that region",
                                          "leave the region out, or add it to the sites of the function");
            }
        }
    };
    check(rule.supplier, rule.named, "scope");
    check(rule.consumer, rule.only_in, "only_in");
    for (const StoreSpec& store : rule.stores) {
        if (store.refilled_by.valid()) {
            check(store.refilled_by, store.refill_named, "refill_scope");
        }
    }
}

}  // namespace

IndexVector<FunctionId, std::vector<RuleGroup>> gather_rules(const Expansion& expansion) {
    IndexVector<FunctionId, std::map<std::string, std::vector<std::int32_t>>> gathered(
        expansion.model.functions.size());
    for (std::size_t i = 0; i < expansion.spec.dependencies.size(); ++i) {
        const DependencySpec& rule = expansion.spec.dependencies[i];
        check_regions(expansion, rule);
        check_priority(expansion, rule);
        gathered[rule.consumer][rule.group].push_back(static_cast<std::int32_t>(i));
    }
    IndexVector<FunctionId, std::vector<RuleGroup>> groups(expansion.model.functions.size());
    for (const FunctionId consumer : ids_of(groups)) {
        for (auto& [name, rules] : gathered[consumer]) {
            groups[consumer].push_back({name, std::move(rules)});
            check_agreement(expansion, groups[consumer].back());
        }
        check_refill_names(expansion, groups[consumer]);
    }
    return groups;
}

}  // namespace hadome
