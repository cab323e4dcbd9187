#include "threats/raised_rates.hpp"

#include <gtest/gtest.h>

#include "threat_model.hpp"
#include "threats/event_log.hpp"

namespace hadome {
namespace {

using namespace testing_models;

/// Two sectors in three regions; disasters, campaigns and others are written by hand.
class RaisedRates : public testing::Test {
protected:
    RaisedRates() {
        const FunctionId plant = add_function(model_, "plant");
        const FunctionId office = add_function(model_, "office");
        model_.functions[plant].sector = SectorId{0};
        model_.functions[office].sector = SectorId{1};
        for (const char* name : {"A", "B", "C"}) {
            const RegionId region = add_region(model_, name);
            plants_.push_back(add_node(model_, plant, region));
            offices_.push_back(add_node(model_, office, region));
        }
        model_.couplings.disaster_unintended = {3.0, 100};
        model_.couplings.disaster_cyber = {2.0, 1000};
        model_.couplings.disaster_cyber_regions = 2;
        model_.couplings.cyber_unintended = {5.0, 50};
    }

    struct Hit {
        NodeId node;
        Tick onset = 0;
        Tick detection = 0;
    };
    void happen(ThreatClass threat, std::initializer_list<Hit> hits) {
        EventLog log(scenario_, {threat, 0, 0, 0.0, ++events_, SourceKind::given});
        for (const Hit& hit : hits) {
            Damage damage;
            damage.node = hit.node;
            damage.onset = hit.onset;
            damage.detection = hit.detection;
            log.add_part({10, Fixed::one()});
            log.hurt(damage);
        }
    }
    void read() {
        add_disaster_windows(model_, scenario_);
        add_campaign_windows(model_, scenario_);
    }
    double at(NodeId node, Tick time) const { return RaisedRate::of_unintended(model_, scenario_, node).at(time); }
    double campaigns_at(Tick time) const { return RaisedRate::of_campaigns(model_, scenario_).at(time); }

    Model model_;
    Scenario scenario_;
    std::vector<NodeId> plants_;
    std::vector<NodeId> offices_;
    std::uint64_t events_ = 0;
};

TEST_F(RaisedRates, ADisasterRaisesItsRegionsFromTheDamageOnForATime) {
    happen(ThreatClass::disaster, {{plants_[0], 200, 7}, {plants_[2], 250, 7}});
    read();
    EXPECT_EQ(at(plants_[0], 199), 1.0);
    EXPECT_EQ(at(plants_[0], 200), 3.0) << "nobody needs to have noticed";
    EXPECT_EQ(at(offices_[0], 200), 3.0) << "all sectors";
    EXPECT_EQ(at(offices_[0], 299), 3.0);
    EXPECT_EQ(at(offices_[0], 300), 1.0);
    EXPECT_EQ(at(plants_[1], 250), 1.0) << "no node of the region was damaged";
    EXPECT_EQ(at(plants_[2], 249), 1.0);
    EXPECT_EQ(at(plants_[2], 349), 3.0);
    EXPECT_EQ(RaisedRate::of_unintended(model_, scenario_, plants_[0]).highest(), 3.0);
    EXPECT_EQ(RaisedRate::of_unintended(model_, scenario_, plants_[1]).highest(), 1.0);
}

TEST_F(RaisedRates, TimesThatOverlapAreOne) {
    happen(ThreatClass::disaster, {{plants_[0], 500}, {offices_[0], 200}, {plants_[0], 260}, {offices_[0], 270}});
    happen(ThreatClass::disaster, {{plants_[0], 600}, {offices_[0], 205}});
    read();
    for (Tick time = 0; time < 900; ++time) {
        const bool raised = (time >= 200 && time < 370) || (time >= 500 && time < 700);
        EXPECT_EQ(at(plants_[0], time), raised ? 3.0 : 1.0) << time;
    }
    EXPECT_EQ(scenario_.windows.size(), 2U);
}

TEST_F(RaisedRates, OfTwoCouplingsTheLargerFactorCounts) {
    happen(ThreatClass::disaster, {{offices_[0], 100}});
    happen(ThreatClass::cyber, {{offices_[1], 120, 60}, {offices_[2], 130, 10}});
    read();
    EXPECT_EQ(at(offices_[0], 139), 3.0);
    EXPECT_EQ(at(offices_[0], 140), 5.0) << "neither 3 nor 15";
    EXPECT_EQ(at(offices_[0], 189), 5.0);
    EXPECT_EQ(at(offices_[0], 190), 3.0);
    EXPECT_EQ(at(offices_[0], 200), 1.0);
    EXPECT_EQ(RaisedRate::of_unintended(model_, scenario_, offices_[0]).highest(), 5.0);
    model_.couplings.cyber_unintended.factor = 2.0;
    EXPECT_EQ(at(offices_[0], 140), 3.0);
    EXPECT_EQ(at(offices_[1], 140), 2.0);
}

TEST_F(RaisedRates, ACampaignRaisesTheSectorsOfItsVictimsFromItsFirstDetectionOn) {
    happen(ThreatClass::cyber, {{offices_[1], 120, 60}, {offices_[2], 130, 10}});
    read();
    EXPECT_EQ(at(offices_[0], 139), 1.0);
    EXPECT_EQ(at(offices_[0], 140), 5.0);
    EXPECT_EQ(at(offices_[0], 190), 1.0);
    EXPECT_EQ(at(plants_[1], 150), 1.0) << "another sector";
    EXPECT_EQ(campaigns_at(150), 1.0);
}

TEST_F(RaisedRates, ACampaignThatNobodyDetectsRaisesNothing) {
    happen(ThreatClass::cyber, {{offices_[1], 120, never}});
    read();
    EXPECT_TRUE(scenario_.windows.empty());
}

TEST_F(RaisedRates, CampaignsFollowADisasterOfEnoughRegions) {
    happen(ThreatClass::disaster, {{plants_[0], 300}, {offices_[0], 900}});
    happen(ThreatClass::disaster, {{plants_[1], 5000}});
    read();
    EXPECT_EQ(RaisedRate::of_campaigns(model_, scenario_).highest(), 1.0) << "one region twice, and another alone";
    scenario_.clear();
    happen(ThreatClass::disaster, {{plants_[0], 300}, {offices_[2], 200}});
    read();
    EXPECT_EQ(campaigns_at(199), 1.0);
    EXPECT_EQ(campaigns_at(200), 2.0);
    EXPECT_EQ(campaigns_at(1199), 2.0);
    EXPECT_EQ(campaigns_at(1200), 1.0);
}

TEST_F(RaisedRates, RegionsAreCountedWhereUnintendedCausesAreNotCoupled) {
    model_.couplings.disaster_unintended = {};
    happen(ThreatClass::disaster, {{plants_[0], 300}, {offices_[2], 200}});
    read();
    EXPECT_EQ(scenario_.windows.size(), 1U);
    EXPECT_EQ(campaigns_at(200), 2.0);
    EXPECT_EQ(at(plants_[0], 300), 1.0);
}

TEST_F(RaisedRates, UnintendedCausesRaiseNothingAndAFactorOfOneIsOff) {
    happen(ThreatClass::unintended, {{plants_[0], 10}, {plants_[1], 10}, {plants_[2], 10}});
    read();
    EXPECT_TRUE(scenario_.windows.empty());
    model_.couplings.disaster_unintended.factor = 1.0;
    model_.couplings.disaster_cyber.factor = 1.0;
    model_.couplings.cyber_unintended.factor = 1.0;
    happen(ThreatClass::disaster, {{plants_[0], 10}, {plants_[1], 10}});
    happen(ThreatClass::cyber, {{plants_[0], 10}});
    read();
    EXPECT_TRUE(scenario_.windows.empty());
}

}  // namespace
}  // namespace hadome
