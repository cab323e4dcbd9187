#pragma once

#include <cstdint>
#include <vector>

#include "core/fixed.hpp"
#include "core/time.hpp"
#include "model/model.hpp"

namespace hadome {

/// What a group's buffer hides at present: the deficit that reaches the consumer is min(seen deficit, ceiling).
///
/// `pooled`: the ceiling is 0 while the store is charged and 1 when it is empty. `per_site`: the ceiling is the
/// smallest deficit of the last `capacity` of time, for a site falls silent only after its own store has run for so
/// long. Only settled deficits are observed; the ceiling is fixed while an instant settles, which keeps the laws
/// monotone.
class BufferState {
public:
    /// Back to charged, as before the scenario began.
    void reset(const Buffer& buffer);

    /// From `now` on the settled seen deficit is `deficit`. \return when something may change of itself, or `never`
    Tick observe(const Buffer& buffer, Tick now, Fixed deficit);
    /// Brings the ceiling up to `now`; to be called at the times that `observe` returned. \return true if the ceiling
    /// rose
    bool advance(const Buffer& buffer, Tick now);

    Fixed ceiling() const { return ceiling_; }

private:
    /// A stretch of the past with one seen deficit, open at its end.
    struct Piece {
        Fixed deficit;
        Tick end = 0;
    };
    void update_charge(const Buffer& buffer, Tick now);
    Tick observe_pooled(const Buffer& buffer, Tick now, Fixed deficit);
    Tick observe_sites(const Buffer& buffer, Tick now, Fixed deficit);
    bool window_empty() const { return first_piece_ == window_.size(); }

    Fixed ceiling_ = Fixed::one();
    Fixed seen_;  ///< settled seen deficit since `since_`
    Tick since_ = 0;
    Wide charge_ = 0;  ///< pooled: what is left [2^-36 tick]
    Tick empty_at_ = never;
    std::vector<Piece> window_;  ///< per_site: past pieces in the window that are smaller than all later ones, rising
    std::size_t first_piece_ = 0;
};

}  // namespace hadome
