#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "hdf5/group.hpp"
#include "input/load.hpp"
#include "results/metrics.hpp"
#include "results/scenario_words.hpp"
#include "results/table_plan.hpp"

namespace hadome {

/// The axes of a results file (`/axes`, docs/results.md), along which all its datasets are laid.
struct ResultAxes {
    std::optional<hdf5::Axis> scenario;  ///< with the scenario table
    hdf5::Axis sector;
    hdf5::Axis function;
    std::optional<hdf5::Axis> affected_function;  ///< where losses are kept by pairs of functions
    hdf5::Axis region;
    hdf5::Axis node;
    hdf5::Axis threat;
    hdf5::Axis damage_kind;
    hdf5::Axis headline;
    std::optional<hdf5::Axis> candidate;  ///< with candidates
    hdf5::Axis tail_level;
    hdf5::Axis probability;
    hdf5::Axis word;
    hdf5::Axis bin;
    hdf5::Axis basis;
    hdf5::Axis source;
    hdf5::Axis worst;
    hdf5::Axis give_up;
    std::optional<hdf5::Axis> threat_set;  ///< with attribution
    std::optional<hdf5::Axis> time;        ///< with observed times
    std::optional<hdf5::Axis> quantile;    ///< with observed times
};

/// Of states at observed times, in thousandths.
inline constexpr std::array<std::int64_t, 5> observed_quantiles{50, 250, 500, 750, 950};

/// Writes `/axes`: names, labels in both languages, and what each node, function and source belongs to.
ResultAxes write_axes(const hdf5::Group& root, const LoadedInput& input, const Tally& tally, const ScenarioWords& words,
                      const TablePlan& plan);

}  // namespace hadome
