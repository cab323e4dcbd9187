#pragma once

#include <vector>

#include "model/expansion.hpp"

namespace hadome {

/// Which nodes a rule lets a consumer draw on.
///
/// A node is its own supplier only through `Scope::same` of a function on itself (the diagonal of an input-output
/// table); the other scopes leave it out. `nearest` looks at every node of the supplier.
class SupplierFinder {
public:
    explicit SupplierFinder(const Expansion& expansion);

    /// Replaces `found` by the suppliers in the order of nodes.
    void find(const DependencySpec& rule, NodeId consumer, std::vector<NodeId>& found) const;

private:
    void add_in_region(FunctionId supplier, RegionId region, std::vector<NodeId>& found) const;
    void add_nearest(FunctionId supplier, NodeId consumer, std::vector<NodeId>& found) const;

    const Expansion& expansion_;
    IndexVector<AreaId, std::vector<RegionId>> regions_of_area_;
};

}  // namespace hadome
