#include "results/scenario_table.hpp"

#include <gmock/gmock.h>

#include "core/check.hpp"

namespace hadome {
namespace {

using ::testing::ElementsAre;

ScenarioLoss loss_of(Jpy all) {
    ScenarioLoss loss;
    loss.total = {all / 2, all};
    loss.by_sector.assign(2, 0);
    loss.by_sector[SectorId{0}] = all;
    loss.by_threat = {0, all, 0};
    loss.largest_event = all;
    return loss;
}

TEST(ScenarioBlock, counts_an_event_once_and_only_if_it_hit_something) {
    Scenario scenario;
    scenario.number = 7;
    const auto event = [&](ThreatClass threat) { return scenario.events.push_back({threat, 0, 0, 0.0, 0}); };
    const EventId twice = event(ThreatClass::disaster);
    event(ThreatClass::disaster);  // harmless
    const EventId once = event(ThreatClass::unintended);
    for (const EventId hit : {twice, once, twice}) {
        Damage damage;
        damage.event = hit;
        scenario.damages.push_back(damage);
    }
    ScenarioBlock block(7);
    block.add(scenario, Journal{}, loss_of(10), 6);
    EXPECT_THAT(block.events, ElementsAre(1, 0, 1));
    EXPECT_THAT(block.loss, ElementsAre(10));
    EXPECT_THAT(block.loss_it, ElementsAre(5));
    EXPECT_THAT(block.loss_by_sector, ElementsAre(10, 0));
    EXPECT_THAT(block.loss_by_threat, ElementsAre(0, 10, 0));
    EXPECT_EQ(block.size(), 1);
    EXPECT_THROW(block.add(scenario, Journal{}, loss_of(10), 6), InternalError);  // it is not number 8
}

TEST(ScenarioBlock, is_the_same_after_bytes_and_refuses_half_of_them) {
    ScenarioBlock block(7);
    Scenario scenario;
    scenario.number = 7;
    block.add(scenario, Journal{}, loss_of(10), 6);
    block.add_given_up(8, GiveUp::too_large, 2);
    ByteWriter out;
    block.write(out);
    const std::string bytes = out.take();
    ByteReader in(bytes);
    ScenarioBlock again(7);
    again.read(in);
    EXPECT_EQ(again.loss, block.loss);
    EXPECT_EQ(again.loss_by_sector, block.loss_by_sector);
    EXPECT_EQ(again.events, block.events);
    EXPECT_EQ(again.given_up, block.given_up);
    EXPECT_TRUE(in.at_end());
    ByteReader half(std::string_view(bytes).substr(0, bytes.size() / 2));
    EXPECT_THROW(again.read(half), IoError);
}

}  // namespace
}  // namespace hadome
