#include "loss/tally.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>

#include "loss/sources.hpp"

namespace hadome {
namespace {

/// Two functions of two sectors in one region, and some of each kind of source.
Model model_with_sources() {
    Model model;
    model.sectors.resize(2);
    model.regions.resize(1);
    for (const std::int32_t sector : {0, 1}) {
        Function function;
        function.sector = SectorId{sector};
        Node node;
        node.function = model.functions.push_back(function);
        node.region = RegionId{0};
        model.nodes.push_back(node);
    }
    model.unintended.resize(2);
    model.platform_defects.resize(2);
    model.worms.resize(1);
    model.campaigns.resize(2);
    model.earthquakes.resize(3);
    model.aftershocks.drawn = true;
    model.tsunamis.resize(1);
    model.storms.resize(2);
    model.event_sets.resize(1);
    model.given_events.resize(2);
    return model;
}

TallyShape shape_of(const Model& model) {
    TallyShape shape;
    shape.sectors = 2;
    shape.functions = 2;
    shape.affected_functions = 2;
    shape.nodes = 2;
    shape.worst = 3;
    shape.regions = 1;
    shape.sources = SourceRow(model).size();
    shape.observe_times = 2;
    return shape;
}

/// One event of each source, each losing another power of two at node 1.
void every_source_once(const Model& model, Scenario& scenario, ScenarioLoss& loss) {
    const std::array<std::size_t, source_kind_count> sizes{
        model.unintended.size(),  model.platform_defects.size(), model.worms.size(),    model.campaigns.size(),
        model.earthquakes.size(), model.earthquakes.size(),      model.tsunamis.size(), model.storms.size(),
        model.event_sets.size(),  model.given_events.size()};
    loss.by_sector.resize(2);
    for (std::size_t kind = 0; kind < sizes.size(); ++kind) {
        for (std::size_t source = 0; source < sizes[kind]; ++source) {
            Event event;
            event.kind = static_cast<SourceKind>(kind);
            event.source = static_cast<std::int32_t>(source);
            Damage damage;
            damage.node = NodeId{0};
            damage.event = scenario.events.push_back(event);
            loss.parts.push_back({NodeId{1}, scenario.damages.push_back(damage), Jpy{1} << loss.parts.size()});
        }
    }
}

TEST(Tally, adds_up_losses_by_source_in_the_order_of_kinds) {
    const Model model = model_with_sources();
    Tally tally(shape_of(model));
    Scenario scenario;
    ScenarioLoss loss;
    every_source_once(model, scenario, loss);
    tally.add(model, scenario, Journal{}, loss, {}, {});
    ASSERT_EQ(tally.source_by_sector.size(), 19U * 2U);
    for (std::size_t source = 0; source < 19; ++source) {
        EXPECT_TRUE(tally.source_by_sector[2 * source] == 0);
        EXPECT_TRUE(tally.source_by_sector[2 * source + 1] == Jpy{1} << source);
    }
    scenario.events[EventId{4}].source = 1;  // there is one worm
    EXPECT_THROW(tally.add(model, scenario, Journal{}, loss, {}, {}), InternalError);
}

TEST(Tally, keeps_of_scenarios_given_up_their_count_and_first_numbers) {
    const Model model = model_with_sources();
    Tally whole(shape_of(model));
    Tally parts[2] = {Tally(shape_of(model)), Tally(shape_of(model))};
    std::mt19937_64 generator(3);
    for (std::int64_t number = 300; number-- > 0;) {
        Tally& part = parts[generator() % 2];
        if (number % 2 == 1) {
            whole.give_up(number, give_ups[static_cast<std::size_t>(number % 2)]);
            part.give_up(number, give_ups[static_cast<std::size_t>(number % 2)]);
            continue;
        }
        Scenario scenario;
        scenario.number = number;
        ScenarioLoss loss;
        every_source_once(model, scenario, loss);
        loss.compound = number;
        Journal journal;
        journal.dropped = 2;
        PeopleLoss people;
        people.by_region.push_back(Wide{Fixed::one_raw} * ticks_per_hour * number);
        Observation seen;
        seen.nodes = {{1, 0, 5, 0}};
        seen.functions = {{0, 1, 7, number}};
        for (Tally* tally : {&whole, &part}) {
            tally->add(model, scenario, journal, loss, {}, {});
            tally->add_people(people);
            tally->add_observation(seen);
        }
    }
    EXPECT_EQ(whole.scenarios, 150);
    EXPECT_EQ(whole.given_up, 150);
    ASSERT_EQ(whole.first_given_up.numbers().size(), 100U);
    EXPECT_EQ(whole.first_given_up.numbers().front(), 1);
    EXPECT_EQ(whole.first_given_up.numbers().back(), 199);
    EXPECT_EQ(whole.dropped, 300);
    EXPECT_TRUE(whole.compound.sum() == 150 * 149);  // 0 + 2 + ... + 298
    EXPECT_TRUE(whole.people_union.sum() == 150 * 149);
    EXPECT_TRUE(whole.observed.node_deficit[2] == 150 * 5);
    EXPECT_EQ(whole.observed.functions.operability[1].bins().size(), 150U);
    parts[1].merge(parts[0]);
    EXPECT_TRUE(parts[1] == whole);
    EXPECT_EQ(parts[1].to_bytes(), whole.to_bytes());
    EXPECT_TRUE(Tally::from_bytes(whole.to_bytes()) == whole);
}

TEST(Tally, takes_no_memory_for_a_shape_that_its_bytes_cannot_fill) {
    const std::string bytes = Tally(shape_of(model_with_sources())).to_bytes();
    for (const auto field :
         {&TallyShape::sectors, &TallyShape::functions, &TallyShape::nodes, &TallyShape::candidates,
          &TallyShape::regions, &TallyShape::sources, &TallyShape::observe_times, &TallyShape::affected_functions}) {
        for (const std::size_t size : {std::size_t{1} << 12, std::size_t{1} << 40, std::size_t{1} << 63, SIZE_MAX}) {
            TallyShape shape = shape_of(model_with_sources());
            shape.*field = size;
            ByteWriter out;
            out.put(shape);
            EXPECT_THROW(Tally::from_bytes(out.take() + bytes.substr(sizeof shape)), IoError);
        }
    }
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        ASSERT_THROW(Tally::from_bytes(std::string_view(bytes).substr(0, size)), IoError);
    }
    EXPECT_THROW(Tally::from_bytes(bytes + "x"), IoError);
}

TEST(Tally, refuses_a_list_of_scenarios_that_is_not_the_lowest) {
    for (const auto& numbers : {std::vector<std::int64_t>{2, 1}, std::vector<std::int64_t>(101, 7)}) {
        ByteWriter out;
        out.put_all(numbers);
        const std::string bytes = out.take();
        ByteReader in(bytes);
        EXPECT_THROW(FirstScenarios().read(in), IoError);
    }
}

TEST(Tally, refuses_a_scenario_that_was_given_up) {
    const Model model = model_with_sources();
    Tally tally(shape_of(model));
    Journal journal;
    journal.given_up = GiveUp::too_much_work;
    EXPECT_THROW(tally.add(model, Scenario{}, journal, ScenarioLoss{}, {}, {}), InternalError);
}

}  // namespace
}  // namespace hadome
