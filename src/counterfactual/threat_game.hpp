#pragma once

#include <functional>

#include "cascade/simulator.hpp"
#include "loss/account.hpp"
#include "loss/threat_game.hpp"

namespace hadome {

/// Simulates one scenario with every set of threat classes, to attribute its loss to the classes and their interplay.
/// A class without an event in the scenario changes nothing and is not simulated without.
class ThreatGamePlayer {
public:
    /// Draws the scenario anew with some classes only, given by their bits; given events happen in any case.
    using Draw = std::function<void(std::size_t set, Scenario& scenario)>;

    /// \param starts where in the week time 0 falls [since Monday 00:00], for calendars
    ThreatGamePlayer(const Model& model, Simulator& simulator, Tick starts = 0);
    /// \param scenario with all classes, and its \param loss
    /// \return why the scenario is given up, if one of the simulations asked for too much
    GiveUp play(const Scenario& scenario, Jpy loss, const Draw& draw);
    /// Of the scenario played last.
    const ThreatGame& game() const { return game_; }
    std::int64_t simulations() const { return simulations_; }

private:
    Simulator& simulator_;
    LossAccount account_;
    Scenario part_;
    ThreatGame game_{};
    std::int64_t simulations_ = 0;
};

}  // namespace hadome
