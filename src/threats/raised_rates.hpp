#pragma once

#include <array>
#include <span>

#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// Reads from the disasters drawn so far when and where they raise the rates of unintended causes and of campaigns.
void add_disaster_windows(const Model& model, Scenario& scenario);
/// Reads from the campaigns drawn so far when and in which sectors they raise the rates of unintended causes.
void add_campaign_windows(const Model& model, Scenario& scenario);

/// The factor that couplings put on a rate, over time: the largest of those whose window is open, else 1.
class RaisedRate {
public:
    /// The scenario's windows must stay as they are while it is used.
    static RaisedRate of_campaigns(const Model& model, const Scenario& scenario);
    static RaisedRate of_unintended(const Model& model, const Scenario& scenario, NodeId node);

    double highest() const;
    double at(Tick time) const;

private:
    struct Part {
        std::span<const RateWindow> windows;  ///< apart from each other, in order of time
        double factor = 1.0;
    };
    std::array<Part, 2> parts_{};
};

}  // namespace hadome
