#include "support/random_model.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "support/dice.hpp"
#include "support/random_scenario.hpp"
#include "support/small_model.hpp"

namespace hadome::test {
namespace {

constexpr Tick cap = 200;

class Maker {
public:
    Maker(std::mt19937_64& generator, const RandomOptions& options)
        : dice_{generator}, options_{options}, builder_{dice_.once_in(2) ? 20 : 36} {}

    RandomCase make() {
        add_nodes();
        add_claims();
        add_rings();
        const std::int64_t group_count = dice_.below(2 * static_cast<std::int64_t>(nodes_.size()) + 1);
        for (std::int64_t k = 0; k < group_count; ++k) {
            add_operation_group();
        }
        for (const NodeId node : nodes_) {
            add_repair_groups(node);
        }
        if (!options_.monotone && dice_.once_in(2)) {
            add_crews();
        }
        RandomCase one;
        one.model = builder_.build();
        one.scenario = random_scenario(dice_, one.model, options_.monotone);
        one.cap = cap;
        return one;
    }

private:
    void add_nodes() {
        const std::int64_t count = 1 + dice_.below(9);
        for (std::int64_t k = 0; k < count; ++k) {
            // Names in another order than the indices, so that ties go by name and are seen to.
            const std::string name(1, static_cast<char>('a' + (7 * k + 3) % 10));
            const Law law = dice_.one_of(std::vector{Law::leontief, Law::leontief, Law::leontief, Law::leontief,
                                                     Law::linear, Law::product, Law::threshold});
            const std::int64_t value = dice_.below(2000);
            const double threshold = dice_.one_of(std::vector{0.2, 0.5, 0.6, 1.0});
            const NodeId node = builder_.node(name, value, law, threshold);
            nodes_.push_back(node);
            laws_.push_back(law);
            builder_.min_speed(node, dice_.one_of(std::vector{0.0, 0.05, 0.05, 0.3, 1.0}));
            if (!options_.monotone && dice_.once_in(3)) {
                builder_.black_start(node);
            }
            if (!options_.monotone && dice_.once_in(3)) {
                builder_.ignore_while_down(node);
            }
        }
        group_count_.resize(nodes_.size());
    }

    /// Shares that no product of strengths and shares of suppliers undoes: a loop of gain one that only rounding damps
    /// would leak away unit by unit.
    void add_claims() {
        claims_ = {builder_.claim(0.0, 0.41),  builder_.claim(0.41, 0.59), builder_.claim(0.0, 0.23),
                   builder_.claim(0.23, 0.31), builder_.claim(0.54, 0.46), builder_.claim(0.0, 1.0)};
    }

    bool adds_up(NodeId node) const {
        return laws_[node.offset()] == Law::linear || laws_[node.offset()] == Law::product;
    }

    NodeId any_node() { return dice_.one_of(nodes_); }

    /// Unequal shares of no round binary value; the last one takes what is left.
    std::vector<SmallModel::Part> random_parts(std::int64_t most, bool with_claims) {
        std::vector<NodeId> pool = nodes_;
        dice_.shuffle(pool);
        const std::int64_t count = 1 + dice_.below(std::min(static_cast<std::int64_t>(pool.size()), most));
        pool.resize(static_cast<std::size_t>(count));
        std::vector<SmallModel::Part> parts;
        for (const NodeId node : pool) {
            SmallModel::Part part;
            part.node = node;
            part.share = dice_.one_of(std::vector{0.1, 0.3, 0.7, 0.0}) / static_cast<double>(count);
            if (with_claims && dice_.once_in(4)) {
                part.claim = dice_.one_of(claims_);
            }
            parts.push_back(part);
        }
        return parts;
    }

    Combine random_combine() {
        return dice_.one_of(std::vector{Combine::mean, Combine::mean, Combine::any, Combine::all});
    }

    void maybe_k_of_n(std::size_t suppliers) {
        if (dice_.once_in(5)) {
            const std::int64_t k = 1 + dice_.below(static_cast<std::int64_t>(suppliers));
            builder_.k_of_n(static_cast<std::int32_t>(k), dice_.one_of(std::vector{1.0, 1.0, 0.5, 0.3}));
        }
    }

    GroupId add_group(NodeId consumer, const GroupOptions& options) {
        const Combine combine = random_combine();
        const std::vector<SmallModel::Part> parts =
            random_parts(options.role == GroupRole::operation ? 4 : 2, !adds_up(consumer));
        const GroupId group = builder_.group(consumer, combine, parts, options);
        maybe_k_of_n(parts.size());
        return group;
    }

    /// Nodes that hold each other down with full strength: only a black start ends that.
    void add_rings() {
        std::vector<NodeId> ring = nodes_;
        ring.erase(std::remove_if(ring.begin(), ring.end(), [&](NodeId node) { return adds_up(node); }), ring.end());
        dice_.shuffle(ring);
        const std::int64_t length = 1 + dice_.below(3);
        if (length > static_cast<std::int64_t>(ring.size()) || !dice_.once_in(3)) {
            return;
        }
        ring.resize(static_cast<std::size_t>(length));
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const GroupId group = builder_.group(ring[k], Combine::all, {{ring[(k + 1) % ring.size()]}});
            if (dice_.once_in(4)) {
                add_stores(ring[k], group);
            }
        }
    }

    void add_operation_group() {
        const NodeId consumer = any_node();
        // Laws that add up stay damped: a loop of gain one would leak away unit by unit, and is refused at load.
        if (adds_up(consumer) && ++group_count_[consumer.offset()] > 5) {
            return;
        }
        GroupOptions options;
        options.strength = dice_.one_of(std::vector{1.0, 1.0, 0.85, 0.5, 0.15, 0.3});
        options.strength = adds_up(consumer) ? 0.15 : options.strength;
        options.lag = dice_.once_in(3) ? 1 + dice_.below(6) : 0;
        const GroupId group = add_group(consumer, options);
        if (dice_.once_in(2)) {
            add_stores(consumer, group);
        }
    }

    void add_stores(NodeId consumer, GroupId group) {
        const bool per_site = dice_.once_in(4);
        const std::int64_t count = 1 + dice_.below(3);
        std::vector<StoreOptions> chain;
        GroupId fuel;
        for (std::int64_t k = 0; k < count; ++k) {
            StoreOptions store;
            store.capacity = 1 + dice_.below(12);
            store.start_failure = dice_.one_of(std::vector{0.0, 0.0, 0.0, options_.monotone ? 0.0 : 0.5, 1.0});
            const std::int64_t refill = dice_.below(4);  // at once, in time (twice), by others
            if (!per_site && refill > 0) {
                store.refill = 1 + dice_.below(refill == 3 ? 20 : 80);
            }
            if (!per_site && refill == 3) {
                if (!fuel.valid() || dice_.once_in(2)) {
                    GroupOptions options;
                    options.role = GroupRole::refill;
                    fuel = add_group(consumer, options);
                }
                store.refilled_by = fuel;
            }
            chain.push_back(store);
        }
        if (per_site) {
            builder_.stores_per_site(group, chain);
        } else {
            builder_.stores(group, chain);
        }
    }

    void add_repair_groups(NodeId node) {
        if (!dice_.once_in(3)) {
            return;
        }
        const std::int64_t count = 1 + dice_.below(2);
        for (std::int64_t k = 0; k < count; ++k) {
            GroupOptions options;
            options.role = GroupRole::repair;
            options.strength = dice_.one_of(std::vector{1.0, 0.85, 0.5});
            const std::int64_t kinds = 1 + dice_.below((1 << damage_kind_count) - 1);
            for (int kind = 0; kind < damage_kind_count; ++kind) {
                if ((kinds >> kind & 1) != 0) {
                    options.repairs.push_back(static_cast<DamageKind>(kind));
                }
            }
            add_group(node, options);
        }
    }

    void add_crews() {
        std::vector<CrewPoolId> pools{CrewPoolId{}};
        std::vector<CrewPolicy> policies{CrewPolicy::fifo};
        const std::int64_t count = 1 + dice_.below(3);
        for (std::int64_t k = 0; k < count; ++k) {
            const CrewPolicy policy = dice_.one_of(std::vector{CrewPolicy::fifo, CrewPolicy::by_value,
                                                               CrewPolicy::by_dependents, CrewPolicy::explicit_order});
            const std::int64_t crews = 1 + dice_.below(3);
            pools.push_back(builder_.pool("pool" + std::to_string(k), static_cast<std::int32_t>(crews), policy));
            policies.push_back(policy);
        }
        for (const NodeId node : nodes_) {
            for (int kind = 0; kind < damage_kind_count; ++kind) {
                const auto pool = static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(pools.size())));
                const std::int64_t urgency = dice_.below(4);
                builder_.duty(node, static_cast<DamageKind>(kind), pools[pool],
                              policies[pool] == CrewPolicy::fifo ? 0 : urgency);
            }
        }
    }

    Dice dice_;
    RandomOptions options_;
    SmallModel builder_;
    std::vector<NodeId> nodes_;
    std::vector<Law> laws_;
    std::vector<int> group_count_;
    std::vector<ClaimId> claims_;
};

}  // namespace

RandomCase random_case(std::mt19937_64& generator, const RandomOptions& options) {
    return Maker(generator, options).make();
}

RandomCase shifted(const RandomCase& one, Tick ticks) {
    RandomCase later = one;
    later.cap += ticks;
    for (Event& event : later.scenario.events) {
        event.onset += ticks;
    }
    for (Damage& damage : later.scenario.damages) {
        damage.onset += ticks;
    }
    return later;
}

RandomCase renumbered(const RandomCase& one, const std::vector<NodeId>& place) {
    RandomCase other = one;
    for (const NodeId node : ids_of(one.model.nodes)) {
        const NodeId to = place[node.offset()];
        other.model.nodes[to] = one.model.nodes[node];
        for (std::size_t kind = 0; kind < damage_kind_count && !one.model.crew_duties.empty(); ++kind) {
            other.model.crew_duties[to.offset() * damage_kind_count + kind] =
                one.model.crew_duties[node.offset() * damage_kind_count + kind];
        }
    }
    std::vector<Draft> drafts = drafts_of(one.model);
    for (Draft& draft : drafts) {
        draft.group.consumer = place[draft.group.consumer.offset()];
        for (Supplier& supplier : draft.suppliers) {
            supplier.node = place[supplier.node.offset()];
        }
    }
    lay_out(other.model, drafts);
    for (Damage& damage : other.scenario.damages) {
        damage.node = place[damage.node.offset()];
    }
    return other;
}

int random_model_count(int usual) {
    const char* asked = std::getenv("HADOME_RANDOM_MODELS");
    return asked != nullptr ? std::atoi(asked) : usual;
}

std::vector<NodeId> random_places(std::mt19937_64& generator, std::size_t count) {
    std::vector<NodeId> places;
    for (std::size_t k = 0; k < count; ++k) {
        places.push_back(NodeId::from_size(k));
    }
    Dice(generator).shuffle(places);
    return places;
}

}  // namespace hadome::test
