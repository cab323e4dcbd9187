#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cascade/journal.hpp"
#include "model/model.hpp"

namespace hadome {

/// Fixed weights by which states of nodes make states of functions, sectors and regions. All sums are exact: the
/// deficit of a function is in units of 2^-72, that of a sector or region the sum over its functions in the same units,
/// to be divided by their number.
struct ObservationWeights {
    explicit ObservationWeights(const Model& model);

    IndexVector<NodeId, Fixed> in_function;  ///< by value, equal when all values are 0; sums to one over the function
    IndexVector<NodeId, Fixed> in_region;    ///< the same over the function's nodes in the node's region
    IndexVector<FunctionId, std::int64_t> function_members;  ///< 1, or 0 for a function without nodes
    IndexVector<SectorId, std::int64_t> sector_members;      ///< functions with nodes
    IndexVector<RegionId, std::int64_t> region_members;      ///< functions with nodes there

    static constexpr int unit_bits = 2 * Fixed::fraction_bits;
};

/// Something that was not nominal at an observed time.
struct Observed {
    std::int32_t time = 0;         ///< position among the observed times
    std::int32_t target = 0;       ///< node, function, sector or region
    Wide deficit = 0;              ///< node: 2^-36; function: 2^-72; sector and region: 2^-72, summed over functions
    std::int64_t operability = 0;  ///< in thousandths, rounded to nearest; not kept for nodes
};

/// All that was not nominal in one scenario, by time and target.
struct Observation {
    std::vector<Observed> nodes;
    std::vector<Observed> functions;
    std::vector<Observed> sectors;
    std::vector<Observed> regions;
};

/// Looks at states at given times: what settled at a time counts at that time. Keeps scratch memory; one per thread.
class Observer {
public:
    /// \param times rising
    Observer(const Model& model, std::span<const Tick> times);

    /// Nothing is done without times. The reference stays good until the next call. \pre the journal was not given up
    const Observation& observe(const Journal& journal);

private:
    /// Sums of one kind of target at one time.
    struct Sums {
        std::vector<Wide> deficit;  ///< [target]; 0 outside `look`
        std::vector<std::int32_t> touched;
    };
    void look(std::int32_t time);
    void gather(Sums& sums, std::int32_t time, const std::vector<std::int64_t>& members, std::vector<Observed>& into);

    const Model& model_;
    std::vector<Tick> times_;
    ObservationWeights weights_;
    IndexVector<NodeId, Fixed> deficits_;
    std::vector<NodeId> touched_;  ///< nodes that changed in this scenario so far
    Sums functions_;
    Sums sectors_;
    Sums regions_;
    Observation seen_;
};

}  // namespace hadome
