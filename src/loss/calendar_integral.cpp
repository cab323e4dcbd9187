#include "loss/calendar_integral.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace hadome {

CalendarIntegral::CalendarIntegral(const Calendar& calendar, Tick starts) : starts_{starts}, pieces_{calendar.pieces} {
    HADOME_EXPECT(!pieces_.empty() && pieces_.front().from == 0 && starts >= 0);
    for (std::size_t k = 0; k < pieces_.size(); ++k) {
        before_.push_back(week_);
        const Tick end = k + 1 < pieces_.size() ? pieces_[k + 1].from : ticks_per_week;
        week_ += static_cast<Wide>(pieces_[k].factor) * (end - pieces_[k].from);
    }
}

Wide CalendarIntegral::up_to(Tick time) const {
    const Tick of_week = time % ticks_per_week;
    const auto next = std::upper_bound(pieces_.begin(), pieces_.end(), of_week,
                                       [](Tick t, const Calendar::Piece& piece) { return t < piece.from; });
    const auto piece = std::prev(next);
    return week_ * (time / ticks_per_week) + before_[static_cast<std::size_t>(piece - pieces_.begin())] +
           static_cast<Wide>(piece->factor) * (of_week - piece->from);
}

}  // namespace hadome
