#pragma once

#include <vector>

#include "core/fixed.hpp"
#include "core/time.hpp"

namespace hadome {

/// What many sites with a store each have seen of late: a site falls silent only after its own store has run for the
/// whole span, so the deficit that is felt is the smallest of the last `span` of time.
class SiteWindow {
public:
    void reset() {
        pieces_.clear();
        first_ = 0;
        seen_ = Fixed::zero();
    }

    /// The smallest deficit that held at some time in [now - span, now), and the present settled one.
    Fixed smallest(Tick now, Tick span) {
        while (!empty() && pieces_[first_].end + span <= now) {
            ++first_;
        }
        return empty() ? seen_ : pieces_[first_].deficit;
    }

    /// From `now` on the settled deficit is `deficit`.
    void observe(Tick now, Fixed deficit) {
        pieces_.push_back({seen_, now});
        // Pieces of the past that are no smaller than what is seen now can never again be the smallest in the window.
        while (!empty() && pieces_.back().deficit >= deficit) {
            pieces_.pop_back();
        }
        seen_ = deficit;
    }

    /// When the smallest will have left the window; `never` if the present is the smallest, or nothing lasts (span 0).
    /// \pre `smallest` has been asked at the present time and with this span
    Tick next_change(Tick span) const { return empty() || span == 0 ? never : pieces_[first_].end + span; }

private:
    /// A stretch of the past with one seen deficit, open at its end.
    struct Piece {
        Fixed deficit;
        Tick end = 0;
    };
    bool empty() const { return first_ == pieces_.size(); }

    std::vector<Piece> pieces_;  ///< in the window, smaller than all later ones, rising; from first_ on
    std::size_t first_ = 0;
    Fixed seen_;
};

}  // namespace hadome
