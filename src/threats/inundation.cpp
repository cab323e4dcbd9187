#include "threats/inundation.hpp"

#include <algorithm>

namespace hadome {

std::vector<Cluster> clusters_under_water(const Model& model, const Inundation& row,
                                          const std::vector<const Inundation*>& rows) {
    return clusters_in(model, IntensityMeasure::depth, row.region, [&](FunctionId function) {
        if (row.function.valid()) {
            return row.function == function;
        }
        return std::none_of(rows.begin(), rows.end(), [&](const Inundation* other) {
            return other->region == row.region && other->function == function;
        });
    });
}

}  // namespace hadome
