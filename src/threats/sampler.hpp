#pragma once

#include <cstdint>

#include "model/model.hpp"
#include "random/stream.hpp"
#include "scenario/scenario.hpp"
#include "threats/earthquake.hpp"
#include "threats/unintended.hpp"
#include "threats/worm.hpp"

namespace hadome {

/// Draws the candidate events of a scenario: all threat classes into one year. Immutable, so threads may share one. The
/// same (seed, world, number) gives the same scenario whatever was drawn before. Allocates nothing once the scenario's
/// storage has grown to its size.
class ScenarioSampler {
public:
    /// The model must outlive the sampler.
    /// \param horizon length of the simulated year [ticks]; no onset of an event lies beyond it
    ScenarioSampler(const Model& model, std::uint64_t seed, std::uint64_t world, Tick horizon);

    void draw(std::int64_t number, Scenario& scenario) const;

private:
    const Model& model_;
    std::uint64_t seed_;
    std::uint64_t world_;
    UnintendedSampler unintended_;
    WormSampler worms_;
    EarthquakeSampler earthquakes_;
};

}  // namespace hadome
