#pragma once

#include <vector>

#include "core/fixed.hpp"
#include "loss/observation.hpp"
#include "stats/sparse_histogram.hpp"

namespace hadome {

/// States of one kind of target over a set of scenarios.
struct TargetTally {
    std::vector<Wide> deficit;                 ///< [time][target] exact sum over scenarios, in the units of `Observed`
    std::vector<SparseHistogram> operability;  ///< [time][target] thousandths, of scenarios in which it was not nominal

    TargetTally() = default;
    explicit TargetTally(std::size_t cells) : deficit(cells), operability(cells) {}
    void add(const std::vector<Observed>& seen, std::size_t targets);
    void merge(const TargetTally& other);
    void write(ByteWriter& out) const;
    void read(ByteReader& in);
    friend bool operator==(const TargetTally&, const TargetTally&) = default;
};

/// What was observed in a set of scenarios. A scenario adds only what was not nominal.
struct ObservationTally {
    std::vector<Wide> node_deficit;  ///< [time][node] 2^-36
    TargetTally functions;
    TargetTally sectors;
    TargetTally regions;

    ObservationTally() = default;
    ObservationTally(std::size_t times, std::size_t node_count, std::size_t function_count, std::size_t sector_count,
                     std::size_t region_count);
    /// \param times observed
    void add(const Observation& seen, std::size_t times);
    void merge(const ObservationTally& other);
    void write(ByteWriter& out) const;
    void read(ByteReader& in);
    friend bool operator==(const ObservationTally&, const ObservationTally&) = default;
};

}  // namespace hadome
