#include "support/small_model.hpp"

#include <algorithm>

namespace hadome::test {

SmallModel::SmallModel(int quantum_bits) {
    model_.quantum_bits = quantum_bits;
    model_.sectors.push_back({"sector", {}});
    model_.regions.push_back({});
}

NodeId SmallModel::node(const std::string& name, std::int64_t value, Law law, double threshold) {
    const FunctionId function = model_.functions.push_back({name, {}, SectorId{0}, law, Fixed::from_double(threshold)});
    Node node;
    node.name = name;
    node.hash = name_hash(name);
    node.function = function;
    node.region = RegionId{0};
    node.value = value * 1000;
    node.law = law;
    node.threshold = Fixed::from_double(threshold);
    return model_.nodes.push_back(node);
}

GroupId SmallModel::group(NodeId consumer, Combine combine, const std::vector<Part>& suppliers, double strength,
                          Buffer buffer, Tick lag) {
    Draft draft;
    draft.group.consumer = consumer;
    draft.group.combine = combine;
    draft.group.strength = Fixed::from_double(strength);
    draft.group.buffer = buffer;
    draft.group.lag = lag;
    draft.group.name = model_.nodes[consumer].name + "<-g" + std::to_string(drafts_.size());
    std::int64_t rest = Fixed::one_raw;
    for (const Part& part : suppliers) {
        const std::int64_t share = std::min(rest, Fixed::from_double(part.share).raw());
        draft.suppliers.push_back({part.node, Fixed::from_raw(share)});
        rest -= share;
    }
    draft.suppliers.back().share = Fixed::from_raw(draft.suppliers.back().share.raw() + rest);
    drafts_.push_back(draft);
    return GroupId::from_size(drafts_.size() - 1);
}

void SmallModel::k_of_n(std::int32_t k, double theta) {
    Group& group = drafts_.back().group;
    group.combine = Combine::k_of_n;
    group.k = k;
    group.theta = Fixed::from_double(theta);
}

Model SmallModel::build() {
    std::stable_sort(drafts_.begin(), drafts_.end(),
                     [](const Draft& a, const Draft& b) { return a.group.consumer < b.group.consumer; });
    std::vector<std::vector<Use>> uses(model_.nodes.size());
    model_.first_group.assign(model_.nodes.size() + 1, 0);
    for (Draft& draft : drafts_) {
        const GroupId id = model_.groups.end_id();
        draft.group.first_supplier = static_cast<std::int32_t>(model_.suppliers.size());
        for (const Supplier& supplier : draft.suppliers) {
            model_.suppliers.push_back(supplier);
            uses[supplier.node.offset()].push_back({id, supplier.share});
        }
        draft.group.last_supplier = static_cast<std::int32_t>(model_.suppliers.size());
        model_.groups.push_back(draft.group);
        ++model_.first_group[draft.group.consumer.offset() + 1];
    }
    for (std::size_t k = 0; k < model_.nodes.size(); ++k) {
        model_.first_group[k + 1] += model_.first_group[k];
        model_.nodes[NodeId::from_size(k)].operation_end = model_.first_group[k + 1];
        model_.nodes[NodeId::from_size(k)].repair_end = model_.first_group[k + 1];
    }
    model_.first_use.assign(1, 0);
    for (const std::vector<Use>& of_node : uses) {
        model_.uses.insert(model_.uses.end(), of_node.begin(), of_node.end());
        model_.first_use.push_back(static_cast<std::int32_t>(model_.uses.size()));
    }
    for (const NodeId id : ids_of(model_.nodes)) {
        std::int32_t rank = 0;
        for (const Node& other : model_.nodes) {
            rank += other.name < model_.nodes[id].name;
        }
        model_.nodes[id].rank = rank;
    }
    for (const GroupId id : ids_of(model_.groups)) {
        std::int32_t rank = 0;
        for (const GroupId other : model_.groups_of(model_.groups[id].consumer)) {
            rank += model_.groups[other].name < model_.groups[id].name;
        }
        model_.groups[id].rank = rank;
    }
    return model_;
}

void add_damage(Scenario& scenario, NodeId node, Tick onset, Tick detection,
                const std::vector<std::pair<Tick, double>>& stages, ThreatClass threat, DamageKind kind) {
    Event event;
    event.threat = threat;
    event.onset = onset;
    Damage damage;
    damage.node = node;
    damage.event = scenario.events.push_back(event);
    damage.kind = kind;
    damage.onset = onset;
    damage.detection = detection;
    damage.first_stage = static_cast<std::int32_t>(scenario.stages.size());
    for (const auto& [until, deficit] : stages) {
        scenario.stages.push_back({until, Fixed::from_double(deficit)});
    }
    damage.last_stage = static_cast<std::int32_t>(scenario.stages.size());
    scenario.damages.push_back(damage);
}

}  // namespace hadome::test
