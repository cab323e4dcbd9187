#include "support/random_model.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "support/small_model.hpp"

namespace hadome::test {
namespace {

std::int64_t below(std::mt19937_64& generator, std::int64_t bound) {
    return static_cast<std::int64_t>(generator() % static_cast<std::uint64_t>(bound));
}

template <std::size_t Size>
double one_of(std::mt19937_64& generator, const std::array<double, Size>& values) {
    return values[static_cast<std::size_t>(below(generator, Size))];
}

Buffer random_buffer(std::mt19937_64& generator) {
    constexpr std::array kinds{Buffer::Kind::none, Buffer::Kind::none, Buffer::Kind::pooled, Buffer::Kind::per_site};
    Buffer buffer;
    buffer.kind = kinds[static_cast<std::size_t>(below(generator, 4))];
    if (buffer.kind != Buffer::Kind::none) {
        buffer.capacity = 1 + below(generator, 12);
        buffer.refill = below(generator, 2) * below(generator, 20);
    }
    return buffer;
}

}  // namespace

RandomCase random_case(std::mt19937_64& generator) {
    SmallModel builder(below(generator, 2) == 0 ? 20 : 36);
    std::vector<NodeId> nodes;
    std::vector<Law> laws;
    const std::int64_t node_count = 1 + below(generator, 9);
    for (std::int64_t k = 0; k < node_count; ++k) {
        // Names in another order than the indices, so that ties go by name and are seen to.
        const std::string name(1, static_cast<char>('a' + (7 * k + 3) % 10));
        laws.push_back(below(generator, 2) == 0 ? Law::leontief : static_cast<Law>(below(generator, 4)));
        nodes.push_back(
            builder.node(name, below(generator, 2000), laws.back(), one_of(generator, std::array{0.2, 0.5, 0.6, 1.0})));
    }
    std::vector<int> groups_of(nodes.size());
    const std::int64_t group_count = below(generator, 2 * node_count + 1);
    for (std::int64_t k = 0; k < group_count; ++k) {
        std::vector<NodeId> pool = nodes;
        std::shuffle(pool.begin(), pool.end(), generator);
        pool.resize(static_cast<std::size_t>(1 + below(generator, std::min<std::int64_t>(node_count, 4))));
        std::vector<SmallModel::Part> parts;
        for (const NodeId node : pool) {
            // Unequal and of no round binary value; the last one takes what is left.
            parts.push_back({node, one_of(generator, std::array{0.1, 0.3, 0.7}) / static_cast<double>(pool.size())});
        }
        const auto consumer = static_cast<std::size_t>(below(generator, node_count));
        // Laws that add up stay damped: a loop of gain one would leak away unit by unit, and is refused at load.
        const bool adds_up = laws[consumer] == Law::linear || laws[consumer] == Law::product;
        if (adds_up && ++groups_of[consumer] > 5) {
            continue;
        }
        constexpr std::array ways{Combine::mean, Combine::mean, Combine::any, Combine::all};
        builder.group(nodes[consumer], ways[static_cast<std::size_t>(below(generator, 4))], parts,
                      adds_up ? 0.15 : one_of(generator, std::array{1.0, 1.0, 0.85, 0.5, 0.15, 0.3}),
                      random_buffer(generator), below(generator, 3) == 0 ? 1 + below(generator, 6) : 0);
        if (below(generator, 5) == 0) {
            builder.k_of_n(static_cast<std::int32_t>(1 + below(generator, static_cast<std::int64_t>(parts.size()))),
                           one_of(generator, std::array{1.0, 1.0, 0.5, 0.3}));
        }
    }
    RandomCase one;
    one.model = builder.build();
    one.cap = 200;
    const std::int64_t damage_count = 1 + below(generator, 8);
    std::vector<Tick> onsets;
    for (std::int64_t k = 0; k < damage_count; ++k) {
        onsets.push_back(below(generator, 40));
    }
    std::sort(onsets.begin(), onsets.end());
    for (const Tick onset : onsets) {
        std::vector<std::pair<Tick, double>> stages;
        Tick until = 0;
        double deficit = one_of(generator, std::array{1.0, 1.0, 0.5, 0.7, 0.1});
        for (std::int64_t stage = 1 + below(generator, 3); stage > 0; --stage) {
            until += 1 + below(generator, 15);
            stages.emplace_back(until, deficit);
            deficit *= 0.5;
        }
        add_damage(one.scenario, nodes[static_cast<std::size_t>(below(generator, node_count))], onset,
                   below(generator, 5), stages);
    }
    return one;
}

}  // namespace hadome::test
