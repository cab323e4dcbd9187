#include "loss/account.hpp"

#include <gtest/gtest.h>

#include <random>

#include "cascade/reference.hpp"
#include "cascade/simulator.hpp"
#include "loss/tally.hpp"
#include "support/random_model.hpp"
#include "support/small_model.hpp"

namespace hadome::test {
namespace {

TEST(LossAccount, is_value_times_deficit_times_time_by_root_cause) {
    SmallModel builder;
    const NodeId power = builder.node("power", 10);
    const NodeId hospital = builder.node("hospital", 100);
    builder.stores(builder.group(hospital, Combine::mean, {{power}}, 0.5), {{.capacity = ticks_per_hour}});
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, power, 0, 0, {{4 * ticks_per_hour, 1.0}}, ThreatClass::disaster, DamageKind::physical);
    add_damage(scenario, hospital, 2 * ticks_per_hour, 0, {{ticks_per_hour, 1.0}}, ThreatClass::cyber, DamageKind::it);
    Simulator simulator(model, never);
    LossAccount account(model);
    const Journal journal = simulator.run(scenario, {});
    const ScenarioLoss& loss = account.assess(scenario, journal);
    // Power: 4 h x 10. Hospital: half down for an hour, down by its own damage for one, half down for one more.
    EXPECT_EQ(loss.all(), 40 + 50 + 100 + 50);
    EXPECT_EQ(loss.total[static_cast<std::size_t>(Headline::it_caused)], 100);
    EXPECT_EQ(loss.by_threat[static_cast<std::size_t>(ThreatClass::disaster)], 140);
    EXPECT_EQ(loss.by_threat[static_cast<std::size_t>(ThreatClass::cyber)], 100);
    EXPECT_EQ(loss.by_kind[static_cast<std::size_t>(DamageKind::physical)], 140);
    EXPECT_EQ(loss.largest_event, 140);
    ASSERT_EQ(account.outages().size(), 2U);
    EXPECT_EQ(account.outages()[1].deficit_ticks, Wide{2 * ticks_per_hour} * Fixed::one_raw);
    EXPECT_EQ(account.outages()[1].episodes, 1);
    // The blackout reached the hospital; the attack hit it and reached nobody.
    EXPECT_EQ(account.reached(scenario, journal),
              (std::vector<Reach>{{scenario.damages[DamageId{0}].event, hospital}}));
    Tally tally(TallyShape{1, 2, 2, 5, 0, 0});
    tally.add(model, scenario, journal, loss, account.outages(), account.reached(scenario, journal));
    const std::size_t bins = Tally::cascade_size_edges().size();
    EXPECT_EQ(tally.cascade_sizes[static_cast<std::size_t>(ThreatClass::disaster) * bins + 1], 1);
    EXPECT_EQ(tally.cascade_sizes[static_cast<std::size_t>(ThreatClass::cyber) * bins], 1);
}

TEST(LossAccount, counts_by_node_who_is_not_nominal_at_the_end) {
    SmallModel builder;
    const NodeId plant = builder.node("plant");
    const NodeId town = builder.node("town");
    builder.group(town, Combine::mean, {{plant}}, 0.5);
    const NodeId other = builder.node("other");
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, plant, 0, 0, {{never, 1.0}});
    add_damage(scenario, other, 0, 0, {{ticks_per_hour, 1.0}});
    Simulator simulator(model, 10 * ticks_per_hour);
    LossAccount account(model);
    Tally tally(TallyShape{1, 3, 3, 5, 0, 0});
    for (int k = 0; k < 2; ++k) {
        const Journal& journal = simulator.run(scenario, {});
        const ScenarioLoss& loss = account.assess(scenario, journal);
        tally.add(model, scenario, journal, loss, account.outages(), account.reached(scenario, journal));
    }
    EXPECT_EQ(tally.unfinished[plant.offset()], 2);
    EXPECT_EQ(tally.unfinished[town.offset()], 2);
    EXPECT_EQ(tally.unfinished[other.offset()], 0);
    EXPECT_EQ(tally.stuck, 2);
}

TEST(LossAccount, a_piece_is_rounded_to_the_nearest_yen) {
    SmallModel builder;
    const NodeId node = builder.node("node", 3);
    const Model model = builder.build();
    Scenario scenario;
    add_damage(scenario, node, 0, 0, {{ticks_per_hour / 2, 1.0}});
    Simulator simulator(model, never);
    EXPECT_EQ(LossAccount(model).assess(scenario, simulator.run(scenario, {})).all(), 2);  // 1.5 rounds up
}

TEST(LossAccount, every_split_adds_up_to_the_total_and_merging_is_exact) {
    TallyShape shape{1, 9, 9, 50, 0, 0};
    shape.affected_functions = 9;
    Tally whole(shape);
    Tally first(shape);
    Tally second(shape);
    Model model;
    for (int number = 0; number < 300; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        RandomCase one = random_case(generator);
        one.scenario.number = number;
        for (const DamageId id : ids_of(one.scenario.damages)) {
            one.scenario.damages[id].kind = static_cast<DamageKind>(id.value() % damage_kind_count);
            one.scenario.events[one.scenario.damages[id].event].threat =
                static_cast<ThreatClass>((id.value() / 2) % threat_class_count);
        }
        for (Node& node : one.model.nodes) {
            node.value *= 1'000'000;  // times are a few ticks here
        }
        Simulator simulator(one.model, one.cap);
        LossAccount account(one.model);
        const Journal& journal = simulator.run(one.scenario, {});
        const ScenarioLoss& loss = account.assess(one.scenario, journal);
        Jpy parts = 0;
        for (const LossPart& part : loss.parts) {
            parts += part.loss;
        }
        Jpy sectors = 0;
        for (const Jpy amount : loss.by_sector) {
            sectors += amount;
        }
        EXPECT_EQ(parts, loss.all());
        EXPECT_EQ(sectors, loss.all());
        EXPECT_EQ(loss.by_threat[0] + loss.by_threat[1] + loss.by_threat[2], loss.all());
        EXPECT_EQ(loss.by_kind[0] + loss.by_kind[1] + loss.by_kind[2], loss.all());
        EXPECT_EQ(loss.by_kind[1] + loss.by_kind[2], loss.total[static_cast<std::size_t>(Headline::it_caused)]);
        whole.add(one.model, one.scenario, journal, loss, account.outages(), account.reached(one.scenario, journal));
        (number % 3 == 0 ? first : second)
            .add(one.model, one.scenario, journal, loss, account.outages(), account.reached(one.scenario, journal));
    }
    second.merge(first);
    EXPECT_EQ(second.to_bytes(), whole.to_bytes());
    EXPECT_TRUE(second == whole);
    EXPECT_TRUE(Tally::from_bytes(whole.to_bytes()) == whole);
    EXPECT_FALSE(first == whole);
    EXPECT_GT(whole.loss[1].sum(), 0);
    Wide by_origin = 0;
    for (const Wide amount : whole.origin_by_affected) {
        by_origin += amount;
    }
    EXPECT_TRUE(by_origin == whole.loss[1].sum());
    Wide by_sector = 0;
    for (const Wide amount : whole.origin_by_sector) {
        by_sector += amount;
    }
    EXPECT_TRUE(by_sector == whole.loss[1].sum());
    EXPECT_TRUE(whole.direct_cascaded[0] + whole.direct_cascaded[1] == whole.loss[1].sum());
}

/// Sum over all nodes of value x integral of the deficit, exactly [mJPY/h x tick / 2^36], and the number of pieces.
struct Integral {
    Wide loss = 0;
    int pieces = 0;
};

Integral integral_of(const Model& model, const Journal& journal) {
    struct Last {
        Tick since = 0;
        Fixed deficit;
    };
    Integral result;
    IndexVector<NodeId, Last> last(model.nodes.size());
    const auto add = [&](NodeId node, Tick until) {
        result.loss += Wide{model.nodes[node].value} * last[node].deficit.raw() * (until - last[node].since);
        ++result.pieces;
    };
    for (const Change& change : journal.changes) {
        add(change.node, change.time);
        last[change.node] = {change.time, change.deficit};
    }
    for (const NodeId node : ids_of(model.nodes)) {
        add(node, journal.end);
    }
    return result;
}

TEST(LossAccount, of_random_models_is_that_of_the_reference_and_the_integral_of_value_times_deficit) {
    const int model_count = random_model_count(1000);
    Wide sum = 0;
    for (int number = 0; number < model_count; ++number) {
        std::mt19937_64 generator(static_cast<std::uint64_t>(number));
        RandomCase one = random_case(generator);
        for (Node& node : one.model.nodes) {
            node.value *= 1'000'000;
        }
        LossAccount account(one.model);
        const Journal expected = simulate_reference(one.model, one.cap, one.scenario, {});
        const Jpy by_reference = account.assess(one.scenario, expected).all();
        Simulator simulator(one.model, one.cap);
        ASSERT_EQ(account.assess(one.scenario, simulator.run(one.scenario, {})).all(), by_reference)
            << "model " << number;
        // Each piece was rounded by half a yen at most.
        const Integral exact = integral_of(one.model, expected);
        constexpr Wide unit = Wide{1000} * ticks_per_hour * Fixed::one_raw;  // a yen
        const Wide error = Wide{by_reference} * unit - exact.loss;
        ASSERT_LE(error < 0 ? -error : error, exact.pieces * unit / 2) << "model " << number;
        sum += by_reference;
    }
    EXPECT_GT(sum, Wide{1000} * model_count);
}

TEST(Tally, bytes_that_are_cut_short_or_too_long_are_refused) {
    Tally tally(TallyShape{2, 3, 4, 5, 3, 5});
    const std::string bytes = tally.to_bytes();
    EXPECT_EQ(Tally::from_bytes(bytes).to_bytes(), bytes);
    EXPECT_THROW(Tally::from_bytes(bytes.substr(0, bytes.size() - 1)), IoError);
    EXPECT_THROW(Tally::from_bytes(bytes + "x"), IoError);
}

}  // namespace
}  // namespace hadome::test
