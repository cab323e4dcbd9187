#pragma once

#include <cstdint>
#include <vector>

#include "cascade/journal.hpp"
#include "model/model.hpp"

namespace hadome {

/// People without some service, united over functions.
struct PeopleLoss {
    IndexVector<RegionId, Wide> by_region;  ///< [person x 2^-36 tick]

    /// Over all regions, rounded to nearest. [person h]
    std::int64_t hours() const;
};

/// Counts people by union over functions: in each region, at each time, the largest over the region's functions of the
/// people without that service (people x inoperability, summed over the function's nodes there), integrated over time.
///
/// A lower bound of the number of people who lack anything, for nobody knows who is hit by two outages at once; exact
/// when the smaller outage hits none but those whom the larger one hits. Keeps scratch memory; one per thread.
class PeopleUnion {
public:
    explicit PeopleUnion(const Model& model);

    /// The work is in proportion to the changes of nodes that serve people. The reference stays good until the next
    /// call. \pre the journal was not given up
    const PeopleLoss& assess(const Journal& journal);

private:
    struct Place {
        RegionId region;  ///< invalid: serves nobody
        std::int32_t leaf = 0;
        std::int64_t people = 0;
        Fixed deficit;
    };
    /// Functions of a region that serve people, with the people that lack them now: a tree of maxima. The children of
    /// entry i are 2i and 2i + 1, the root is 1 and the leaves are the last half.
    struct RegionState {
        std::vector<Wide> lacking;  ///< [person x 2^-36]
        Tick since = 0;
        bool touched = false;
    };

    void advance(RegionId region, Tick time);
    void set(Place& place, Fixed deficit);

    IndexVector<NodeId, Place> places_;
    IndexVector<RegionId, RegionState> states_;
    std::vector<RegionId> touched_;  ///< in this scenario
    PeopleLoss loss_;
};

}  // namespace hadome
