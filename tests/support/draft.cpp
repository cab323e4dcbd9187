#include "support/draft.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace hadome::test {
namespace {

GroupId moved(GroupId id, const std::vector<GroupId>& places) {
    return id.valid() ? places[id.offset()] : id;
}

void append(Model& model, const Draft& draft, const std::vector<GroupId>& places) {
    Group group = draft.group;
    group.feeds = moved(group.feeds, places);
    group.first_supplier = static_cast<std::int32_t>(model.suppliers.size());
    model.suppliers.insert(model.suppliers.end(), draft.suppliers.begin(), draft.suppliers.end());
    group.last_supplier = static_cast<std::int32_t>(model.suppliers.size());
    group.first_store = static_cast<std::int32_t>(model.stores.size());
    for (Store store : draft.stores) {
        store.refilled_by = moved(store.refilled_by, places);
        model.stores.push_back(store);
    }
    group.last_store = static_cast<std::int32_t>(model.stores.size());
    model.groups.push_back(group);
}

void mark_ends(Model& model) {
    model.first_group.assign(1, 0);
    auto at = std::int32_t{0};
    const auto past = [&](NodeId node, GroupRole role) {
        while (at < model.groups.end_id().value() && model.groups[GroupId{at}].consumer == node &&
               model.groups[GroupId{at}].role == role) {
            ++at;
        }
        return at;
    };
    for (const NodeId node : ids_of(model.nodes)) {
        model.nodes[node].operation_end = past(node, GroupRole::operation);
        model.nodes[node].repair_end = past(node, GroupRole::repair);
        model.first_group.push_back(past(node, GroupRole::refill));
    }
}

void turn_around(Model& model) {
    model.uses.clear();
    model.first_use.assign(1, 0);
    for (const NodeId node : ids_of(model.nodes)) {
        for (const GroupId group : ids_of(model.groups)) {
            for (const Supplier& supplier : model.suppliers_of(group)) {
                if (supplier.node == node) {
                    model.uses.push_back({group, supplier.share, supplier.claim});
                }
            }
        }
        model.first_use.push_back(static_cast<std::int32_t>(model.uses.size()));
    }
}

void rank_names(Model& model) {
    for (Node& node : model.nodes) {
        node.rank = static_cast<std::int32_t>(std::count_if(model.nodes.begin(), model.nodes.end(),
                                                            [&](const Node& other) { return other.name < node.name; }));
    }
    for (Group& group : model.groups) {
        group.rank =
            static_cast<std::int32_t>(std::count_if(model.groups.begin(), model.groups.end(), [&](const Group& other) {
                return other.consumer == group.consumer && other.name < group.name;
            }));
    }
}

}  // namespace

std::vector<GroupId> lay_out(Model& model, std::vector<Draft> drafts) {
    std::vector<std::size_t> order(drafts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Group& x = drafts[a].group;
        const Group& y = drafts[b].group;
        return std::tie(x.consumer, x.role, x.name) < std::tie(y.consumer, y.role, y.name);
    });
    std::vector<GroupId> places(drafts.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        places[order[place]] = GroupId::from_size(place);
    }
    model.groups.clear();
    model.suppliers.clear();
    model.stores.clear();
    for (const std::size_t position : order) {
        append(model, drafts[position], places);
    }
    mark_ends(model);
    turn_around(model);
    rank_names(model);
    return places;
}

std::vector<Draft> drafts_of(const Model& model) {
    std::vector<Draft> drafts;
    for (const GroupId id : ids_of(model.groups)) {
        Draft draft;
        draft.group = model.groups[id];
        draft.suppliers.assign(model.suppliers_of(id).begin(), model.suppliers_of(id).end());
        for (const StoreId store : model.stores_of(id)) {
            draft.stores.push_back(model.stores[store]);
        }
        drafts.push_back(draft);
    }
    return drafts;
}

}  // namespace hadome::test
