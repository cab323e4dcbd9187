#pragma once

#include <array>
#include <cstdint>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/campaign.hpp"
#include "threats/earthquake.hpp"
#include "threats/event_set.hpp"
#include "threats/given.hpp"
#include "threats/platform_defect.hpp"
#include "threats/storm.hpp"
#include "threats/unintended.hpp"
#include "threats/worm.hpp"

namespace hadome {

/// By class of threat.
using DrawnClasses = std::array<bool, threat_class_count>;

/// Draws the candidate events of a scenario: all threat classes and given events into one year. Immutable, so threads
/// may share one. Who can raise the rates of others is drawn before them: given events, disasters, campaigns,
/// unintended causes. The same (seed, world, number) gives the same scenario whatever was drawn before. Allocates
/// nothing once scenario and storage have grown to their size.
class ScenarioSampler {
public:
    /// The model must outlive the sampler.
    /// \param horizon length of the simulated year [ticks]; no onset of an event lies beyond it
    /// \param drawn classes that are drawn at random; given events happen whatever it says
    ScenarioSampler(const Model& model, std::uint64_t seed, std::uint64_t world, Tick horizon,
                    const DrawnClasses& drawn = {true, true, true});

    /// Of one thread, reused from scenario to scenario. What it holds before a draw does not matter.
    struct Storage {
        CampaignSampler::Storage campaigns;
        EarthquakeSampler::Storage earthquakes;
    };
    /// \throws ScenarioGivenUp when the scenario would not fit in memory; it is then not to be used
    void draw(std::int64_t number, Storage& storage, Scenario& scenario) const {
        draw(number, drawn_, storage, scenario);
    }
    /// The same scenario with these classes only. A class that was not drawn before stays out.
    void draw(std::int64_t number, const DrawnClasses& drawn, Storage& storage, Scenario& scenario) const;

private:
    const Model& model_;
    std::uint64_t seed_;
    std::uint64_t world_;
    UnintendedSampler unintended_;
    PlatformDefectSampler platform_defects_;
    WormSampler worms_;
    CampaignSampler campaigns_;
    EarthquakeSampler earthquakes_;
    StormSampler storms_;
    EventSetSampler event_sets_;
    GivenSampler given_;
    DrawnClasses drawn_;
};

}  // namespace hadome
