#pragma once

#include <vector>

#include "model/model.hpp"

namespace hadome::test {

/// A group before its place in the model is known. Groups name each other (`feeds`, `refilled_by`) by position among
/// the drafts.
struct Draft {
    Group group;
    std::vector<Supplier> suppliers;
    std::vector<Store> stores;
};

/// Replaces the network of a model: groups by consumer, role and name, their suppliers and stores, both directions,
/// ranks of names. Nodes, claims and all else stay.
/// \returns where each draft went
std::vector<GroupId> lay_out(Model& model, std::vector<Draft> drafts);

/// The groups of a model, taken out.
std::vector<Draft> drafts_of(const Model& model);

}  // namespace hadome::test
