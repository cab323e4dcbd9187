#pragma once

#include <vector>

#include "core/fixed.hpp"
#include "core/time.hpp"

namespace hadome {

/// What a group lacked over time, whole at first. Every question takes logarithmic time.
class SupplyHistory {
public:
    /// From `time` on, this is lacking.
    struct Step {
        Tick time = 0;
        Fixed lacking;
    };

    SupplyHistory() = default;
    /// \param steps in time order, one for a time
    explicit SupplyHistory(const std::vector<Step>& steps);

    Fixed at(Tick time) const;
    /// The least from `from` to `until`, both included.
    Fixed least(Tick from, Tick until) const;
    /// When supply stopped being whole last, up to `time`; `time` itself while it is whole.
    Tick lacking_since(Tick time) const;

private:
    struct Period {
        Tick begin = 0;
        Fixed lacking;
        Tick since = 0;  ///< when supply stopped being whole
    };
    std::ptrdiff_t place(Tick time) const;

    std::vector<Period> periods_;
    std::vector<Fixed> least_;  ///< a tree: the leaves in its second half, each other the lesser of its two below
};

}  // namespace hadome
