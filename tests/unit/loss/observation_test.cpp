#include "loss/observation.hpp"

#include <gtest/gtest.h>

#include <random>

#include "loss/observation_tally.hpp"

namespace hadome {
namespace {

/// Two sectors; power in both regions (three times as dear in the second), water and gas in the first alone.
struct World {
    Model model;
    NodeId power_a;
    NodeId power_b;
    NodeId water;
    NodeId gas;

    World() {
        for (const std::int32_t sector : {0, 1, 1}) {
            Function function;
            function.sector = SectorId{sector};
            model.functions.push_back(function);
        }
        model.sectors.resize(2);
        model.regions.resize(3);
        power_a = node(0, 0, 100);
        power_b = node(0, 1, 300);
        water = node(1, 0, 0);
        gas = node(2, 0, 5);
    }
    NodeId node(std::int32_t function, std::int32_t region, std::int64_t value) {
        Node made;
        made.function = FunctionId{function};
        made.region = RegionId{region};
        made.value = value;
        return model.nodes.push_back(made);
    }
};

const Observed* find(const std::vector<Observed>& seen, std::int32_t time, std::int32_t target) {
    for (const Observed& one : seen) {
        if (one.time == time && one.target == target) {
            return &one;
        }
    }
    return nullptr;
}

std::int64_t operability(const std::vector<Observed>& seen, std::int32_t time, std::int32_t target) {
    const Observed* one = find(seen, time, target);
    return one == nullptr ? 1000 : one->operability;
}

TEST(Observer, sees_what_settled_at_the_very_time) {
    const World world;
    Journal journal;
    journal.changes = {{10, world.power_b, Fixed::one(), DamageId{0}, false},
                       {20, world.water, Fixed::from_double(0.25), DamageId{0}, false},
                       {30, world.power_b, Fixed::zero(), DamageId{}, false}};
    journal.end = 30;
    const std::vector<Tick> times{0, 9, 10, 20, 29, 30, 99};
    Observer observer(world.model, times);
    for (int again = 0; again < 2; ++again) {
        const Observation& seen = observer.observe(journal);
        const auto functions = [&](std::int32_t time) {
            return std::array{operability(seen.functions, time, 0), operability(seen.functions, time, 1),
                              operability(seen.functions, time, 2)};
        };
        EXPECT_EQ(functions(0), (std::array<std::int64_t, 3>{1000, 1000, 1000}));
        EXPECT_EQ(functions(1), (std::array<std::int64_t, 3>{1000, 1000, 1000}));
        EXPECT_EQ(functions(2), (std::array<std::int64_t, 3>{250, 1000, 1000}));
        EXPECT_EQ(functions(3), (std::array<std::int64_t, 3>{250, 750, 1000}));
        EXPECT_EQ(functions(4), (std::array<std::int64_t, 3>{250, 750, 1000}));
        EXPECT_EQ(functions(5), (std::array<std::int64_t, 3>{1000, 750, 1000}));
        EXPECT_EQ(functions(6), (std::array<std::int64_t, 3>{1000, 750, 1000}));
        // Sectors are plain means over functions, regions over the functions that are there.
        EXPECT_EQ(operability(seen.sectors, 3, 0), 250);
        EXPECT_EQ(operability(seen.sectors, 3, 1), 875);
        EXPECT_EQ(operability(seen.regions, 3, 0), 917);  // 1, 0.75 and 1: 0.91666...
        EXPECT_EQ(operability(seen.regions, 3, 1), 0);
        EXPECT_EQ(operability(seen.regions, 3, 2), 1000);
        ASSERT_NE(find(seen.nodes, 3, world.water.value()), nullptr);
        EXPECT_TRUE(find(seen.nodes, 3, world.water.value())->deficit == Fixed::one_raw / 4);
        EXPECT_EQ(find(seen.nodes, 5, world.power_b.value()), nullptr);
    }
}

TEST(Observer, finds_everything_down_to_be_exactly_zero) {
    std::mt19937_64 generator(8);
    for (int k = 0; k < 50; ++k) {
        World world;
        for (int more = 0; more < 5; ++more) {
            world.node(static_cast<std::int32_t>(generator() % 3), static_cast<std::int32_t>(generator() % 3),
                       static_cast<std::int64_t>(generator() % 7));
        }
        Journal journal;
        for (const NodeId node : ids_of(world.model.nodes)) {
            journal.changes.push_back({0, node, Fixed::one(), DamageId{0}, false});
        }
        const std::vector<Tick> times{0};
        Observer observer(world.model, times);
        const Observation& seen = observer.observe(journal);
        ASSERT_EQ(seen.functions.size(), 3U);
        for (const std::vector<Observed>* part : {&seen.functions, &seen.sectors, &seen.regions}) {
            for (const Observed& one : *part) {
                EXPECT_EQ(one.operability, 0);
            }
        }
        for (const Observed& one : seen.functions) {
            EXPECT_TRUE(one.deficit == Wide{1} << ObservationWeights::unit_bits);
        }
    }
}

TEST(Observer, does_nothing_without_times) {
    const World world;
    Journal journal;
    journal.changes = {{10, world.power_b, Fixed::one(), DamageId{0}, false}};
    Observer observer(world.model, {});
    EXPECT_TRUE(observer.observe(journal).nodes.empty());
}

TEST(ObservationTally, counts_what_was_not_nominal_and_merges_to_the_same_bits) {
    const World world;
    const std::vector<Tick> times{1, 5};
    Observer observer(world.model, times);
    const auto fresh = [&] { return ObservationTally(2, world.model.nodes.size(), 3, 2, 3); };
    ObservationTally whole = fresh();
    ObservationTally parts[2] = {fresh(), fresh()};
    std::mt19937_64 generator(9);
    Wide node_sum = 0;
    for (int k = 0; k < 100; ++k) {
        Journal journal;
        const auto node = NodeId::from_size(generator() % world.model.nodes.size());
        const Fixed deficit = Fixed::from_double(static_cast<double>(generator() % 5) / 4.0);
        journal.changes = {{static_cast<Tick>(generator() % 8), node, deficit, DamageId{0}, false}};
        node_sum += journal.changes[0].time <= 5 && node == world.gas ? deficit.raw() : 0;
        const Observation& seen = observer.observe(journal);
        whole.add(seen, 2);
        parts[generator() % 2].add(seen, 2);
    }
    parts[0].merge(parts[1]);
    EXPECT_EQ(parts[0], whole);
    EXPECT_TRUE(whole.node_deficit[world.model.nodes.size() + world.gas.offset()] == node_sum);
    ByteWriter out;
    whole.write(out);
    const std::string bytes = out.take();
    ByteReader in(bytes);
    ObservationTally read = fresh();
    read.read(in);
    EXPECT_EQ(read, whole);
}

}  // namespace
}  // namespace hadome
