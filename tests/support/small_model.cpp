#include "support/small_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hadome::test {
namespace {

/// Words of 64 bits that mean a failed start.
std::uint64_t words_of(double probability) {
    return probability >= 1.0 ? std::numeric_limits<std::uint64_t>::max()
                              : static_cast<std::uint64_t>(std::ldexp(probability, 64));
}

}  // namespace

SmallModel::SmallModel(int quantum_bits) {
    model_.quantum_bits = quantum_bits;
    model_.sectors.push_back({"sector", {}});
    model_.regions.push_back({});
}

NodeId SmallModel::node(const std::string& name, std::int64_t value, Law law, double threshold) {
    Function function;
    function.name = name;
    function.sector = SectorId{0};
    function.law = law;
    function.threshold = Fixed::from_double(threshold);
    Node node;
    node.name = name;
    node.hash = name_hash(name);
    node.function = model_.functions.push_back(function);
    node.region = RegionId{0};
    node.value = value * 1000;
    node.law = law;
    node.threshold = function.threshold;
    return model_.nodes.push_back(node);
}

void SmallModel::black_start(NodeId node) {
    model_.nodes[node].black_start = true;
    function_of(node).black_start = true;
}

void SmallModel::ignore_while_down(NodeId node) {
    model_.nodes[node].repeat = Repeat::ignore_while_down;
    function_of(node).repeat = Repeat::ignore_while_down;
}

void SmallModel::min_speed(NodeId node, double speed) {
    model_.nodes[node].min_speed = Fixed::from_double(speed);
    function_of(node).min_speed = Fixed::from_double(speed);
}

GroupId SmallModel::group(NodeId consumer, Combine combine, const std::vector<Part>& suppliers, double strength) {
    GroupOptions options;
    options.strength = strength;
    return group(consumer, combine, suppliers, options);
}

GroupId SmallModel::group(NodeId consumer, Combine combine, const std::vector<Part>& suppliers,
                          const GroupOptions& options) {
    Draft draft;
    draft.group.consumer = consumer;
    draft.group.combine = combine;
    draft.group.strength = Fixed::from_double(options.strength);
    draft.group.lag = options.lag;
    draft.group.role = options.role;
    for (const DamageKind kind : options.repairs) {
        draft.group.repairs |= 1U << static_cast<unsigned>(kind);
    }
    draft.group.name = model_.nodes[consumer].name + "<-" +
                       (options.name.empty() ? "g" + std::to_string(drafts_.size()) : options.name);
    draft.group.hash = name_hash(draft.group.name);
    std::int64_t rest = Fixed::one_raw;
    for (const Part& part : suppliers) {
        const std::int64_t share = std::min(rest, Fixed::from_double(part.share).raw());
        draft.suppliers.push_back({part.node, Fixed::from_raw(share), part.claim});
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

void SmallModel::stores(GroupId group, const std::vector<StoreOptions>& chain) {
    Draft& draft = drafts_[group.offset()];
    for (const StoreOptions& options : chain) {
        Store store;
        store.hash = combine_hashes({draft.group.hash, draft.stores.size()});
        store.capacity = options.capacity;
        store.refill = options.refill;
        store.refilled_by = options.refilled_by;
        store.start_failure = words_of(options.start_failure);
        draft.stores.push_back(store);
        if (options.refilled_by.valid()) {
            drafts_[options.refilled_by.offset()].group.feeds = group;
        }
    }
}

void SmallModel::stores_per_site(GroupId group, const std::vector<StoreOptions>& chain) {
    stores(group, chain);
    drafts_[group.offset()].group.per_site = true;
}

ClaimId SmallModel::claim(double higher, double share) {
    return model_.claims.push_back({Fixed::from_double(higher), Fixed::from_double(share)});
}

CrewPoolId SmallModel::pool(const std::string& name, std::int32_t crews, CrewPolicy policy) {
    return model_.crew_pools.push_back({name, {}, crews, policy});
}

void SmallModel::duty(NodeId node, DamageKind kind, CrewPoolId pool, std::int64_t urgency) {
    duties_.push_back({node, kind, {pool, urgency}});
}

Model SmallModel::build() {
    places_ = lay_out(model_, drafts_);
    if (!model_.crew_pools.empty()) {
        model_.crew_duties.assign(model_.nodes.size() * damage_kind_count, {});
    }
    for (const Duty& duty : duties_) {
        model_.crew_duties[duty.node.offset() * damage_kind_count + static_cast<std::size_t>(duty.kind)] = duty.duty;
    }
    return model_;
}

DamageId add_damage(Scenario& scenario, NodeId node, Tick onset, Tick detection,
                    const std::vector<std::pair<Tick, double>>& stages, ThreatClass threat, DamageKind kind) {
    Event event;
    event.threat = threat;
    event.onset = onset;
    event.name = name_hash("event " + std::to_string(scenario.events.size()));
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
    return scenario.damages.push_back(damage);
}

}  // namespace hadome::test
