#include <numeric>

#include "model/expansion.hpp"
#include "model/group_writer.hpp"
#include "model/rule_groups.hpp"

namespace hadome {
namespace {

/// Links of the rules whose number is known before any is made: better refused at once than with the memory full.
bool check_link_count(const Expansion& expansion) {
    std::int64_t count = 0;
    const auto add = [&](const DependencySpec& rule, FunctionId supplier, Scope scope) {
        if (scope == Scope::all && rule.only_in.empty()) {
            count += static_cast<std::int64_t>(expansion.nodes_of(rule.consumer).size()) *
                     static_cast<std::int64_t>(expansion.nodes_of(supplier).size());
        }
    };
    for (const DependencySpec& rule : expansion.spec.dependencies) {
        add(rule, rule.supplier, rule.scope);
        for (const StoreSpec& store : rule.stores) {
            if (store.refilled_by.valid()) {
                add(rule, store.refilled_by, store.refill_scope);
            }
        }
        if (count > max_supplier_links) {
            report_too_many_links(expansion, rule);
            return false;
        }
    }
    return true;
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
            model.uses[static_cast<std::size_t>(next[supplier.node.offset()]++)] = {group, supplier.share,
                                                                                    supplier.claim};
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
        writer.write(node, rules[model.nodes[node].function]);
        if (writer.full()) {
            return;
        }
    }
    turn_around(model);
}

}  // namespace hadome
