#pragma once

#include <vector>

#include "core/fixed.hpp"
#include "model/model.hpp"

namespace hadome {

/// Integral of a calendar's factor over simulated time, by sums over the week made once: a year costs no more than an
/// hour.
class CalendarIntegral {
public:
    /// \param starts where in the week time 0 falls [since Monday 00:00]
    CalendarIntegral(const Calendar& calendar, Tick starts);

    /// [10^-6 tick] \pre 0 <= from <= until <= never
    Wide between(Tick from, Tick until) const { return up_to(until + starts_) - up_to(from + starts_); }

private:
    /// From Monday 00:00 of the first week.
    Wide up_to(Tick time) const;

    Tick starts_;
    std::vector<Calendar::Piece> pieces_;
    std::vector<Wide> before_;  ///< [piece] integral from the beginning of the week to the piece's
    Wide week_ = 0;
};

}  // namespace hadome
