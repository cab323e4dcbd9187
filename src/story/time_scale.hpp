#pragma once

#include <cmath>
#include <vector>

#include "core/time.hpp"

namespace hadome {

/// Time to the horizontal: from the focus on nearly logarithmic, so that hours and months are both readable; what lies
/// before it is linear in a narrow strip.
class TimeScale {
public:
    /// \param start, end what is shown; \param focus where the fine part begins, within them
    TimeScale(Tick start, Tick focus, Tick end, double left, double right)
        : start_{start},
          focus_{focus},
          end_{end},
          left_{left},
          middle_{focus > start ? left + strip_share * (right - left) : left},
          right_{right} {}

    double x(Tick time) const {
        if (time <= focus_) {
            return focus_ > start_ ? left_ + (middle_ - left_) * part(time - start_, focus_ - start_) : middle_;
        }
        return middle_ + (right_ - middle_) * bent(time - focus_) / bent(end_ - focus_);
    }
    Tick start() const { return start_; }
    Tick focus() const { return focus_; }
    Tick end() const { return end_; }
    double left() const { return left_; }
    double middle() const { return middle_; }
    double right() const { return right_; }

    /// Times after the focus that a reader thinks in, at least `spacing` apart on the page.
    std::vector<Tick> ticks(double spacing) const {
        constexpr double hours[] = {1, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2160, 4380, 8760, 17520, 43800};
        std::vector<Tick> chosen{focus_};
        for (const double hour : hours) {
            const Tick time = focus_ + ticks_from_hours(hour);
            if (time < end_ && x(time) - x(chosen.back()) >= spacing) {
                chosen.push_back(time);
            }
        }
        return chosen;
    }

private:
    static constexpr double strip_share = 0.14;
    static double part(Tick some, Tick all) { return static_cast<double>(some) / static_cast<double>(all); }
    static double bent(Tick time) { return std::log1p(hours_from_ticks(time)); }

    Tick start_;
    Tick focus_;
    Tick end_;
    double left_;
    double middle_;
    double right_;
};

}  // namespace hadome
