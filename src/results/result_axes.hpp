#pragma once

#include <optional>

#include "hdf5/group.hpp"
#include "input/load.hpp"
#include "results/metrics.hpp"

namespace hadome {

/// The axes of a results file (`/axes`, docs/results.md), along which all its datasets are laid.
struct ResultAxes {
    std::optional<hdf5::Axis> scenario;  ///< with the scenario table
    hdf5::Axis sector;
    hdf5::Axis function;
    hdf5::Axis affected_function;
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
};

/// Writes `/axes`: names, labels in both languages, and what each node and function belongs to.
ResultAxes write_axes(const hdf5::Group& root, const LoadedInput& input);

}  // namespace hadome
