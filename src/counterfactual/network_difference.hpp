#pragma once

#include <vector>

#include "cascade/journal.hpp"
#include "model/model.hpp"
#include "scenario/scenario.hpp"

namespace hadome {

/// Where two models of the same nodes let one scenario unfold, or be valued, differently.
///
/// A node that is the same in both follows from its suppliers alike in both. One that differs does so without effect as
/// long as it is not hit and what any of its groups draws on, in either model, never leaves nominal: then its supplies
/// are whole, its stores full, no crew comes, and it is nominal in both. So a scenario in which none of these nodes is
/// hit or changes state has the same course in both models, instant by instant.
class NetworkDifference {
public:
    NetworkDifference(const Model& one, const Model& other);

    bool none() const { return !any_; }
    /// Whether the scenario may unfold differently. \param journal of it in the first model
    bool may_matter(const Scenario& scenario, const Journal& journal) const;

private:
    bool any_ = false;
    std::vector<char> watched_;  ///< [node]
};

}  // namespace hadome
