#pragma once

#include <vector>

#include "story/story.hpp"

namespace hadome {

/// How much of a sector's operability is lost over time.
struct SectorSeries {
    /// From `time` on; shares of the whole sector.
    struct Step {
        Tick time = 0;
        double direct = 0.0;    ///< at nodes whose own damage is the root
        double cascaded = 0.0;  ///< at nodes that lack what others had to give
        double all() const { return direct + cascaded; }
    };
    SectorId sector;
    bool by_value = false;  ///< nodes weighed by their value; else, where the sector has none, each counts the same
    double peak = 0.0;
    std::vector<Step> steps;
};

/// Sectors that lost anything, in the order of the model.
std::vector<SectorSeries> sector_series(const StorySource& source);

}  // namespace hadome
