#include "model/rule_groups.hpp"

#include <map>

namespace hadome {
namespace {

std::string group_words(const Expansion& expansion, const DependencySpec& rule) {
    return "group '" + rule.group + "' of '" + expansion.model.functions[rule.consumer].name + "'";
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
    if (a.buffer.capacity != b.buffer.capacity) {
        return "buffer";
    }
    if (a.buffer.kind != b.buffer.kind) {
        return "buffer_kind";
    }
    if (a.buffer.refill != b.buffer.refill) {
        return "refill";
    }
    return {};
}

void check_agreement(const Expansion& expansion, const RuleGroup& group) {
    const auto& all = expansion.spec.dependencies;
    const DependencySpec& first = all[static_cast<std::size_t>(group.rules.front())];
    for (const std::int32_t index : group.rules) {
        const DependencySpec& rule = all[static_cast<std::size_t>(index)];
        if (const std::string key = disagreement(first, rule); !key.empty()) {
            expansion.diagnostics.add(
                rule.where, "rules of " + group_words(expansion, rule) + " differ in " + key,
                "a group has one " + key + "; its first rule is on line " + std::to_string(first.where.line),
                "give both rules the same " + key + ", or another group");
        }
        if (first.share.has_value() != rule.share.has_value()) {
            expansion.diagnostics.add(
                rule.where, "only some rules of " + group_words(expansion, rule) + " give a share",
                "shares divide the group among all its rules", "give a share on every rule of the group, or on none");
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
}

}  // namespace

IndexVector<FunctionId, std::vector<RuleGroup>> gather_rules(const Expansion& expansion) {
    IndexVector<FunctionId, std::map<std::string, std::vector<std::int32_t>>> gathered(
        expansion.model.functions.size());
    for (std::size_t i = 0; i < expansion.spec.dependencies.size(); ++i) {
        const DependencySpec& rule = expansion.spec.dependencies[i];
        check_regions(expansion, rule);
        gathered[rule.consumer][rule.group].push_back(static_cast<std::int32_t>(i));
    }
    IndexVector<FunctionId, std::vector<RuleGroup>> groups(expansion.model.functions.size());
    for (const FunctionId consumer : ids_of(groups)) {
        for (auto& [name, rules] : gathered[consumer]) {
            groups[consumer].push_back({name, std::move(rules)});
            check_agreement(expansion, groups[consumer].back());
        }
    }
    return groups;
}

}  // namespace hadome
