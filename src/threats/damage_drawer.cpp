#include "threats/damage_drawer.hpp"

#include <algorithm>
#include <cmath>

#include "scenario/decision.hpp"

namespace hadome {

Tick Mending::of(Tick work) const {
    const Tick changed = work >= never ? never : std::llround(factor * static_cast<double>(work));
    return std::clamp(changed, Tick{1}, std::max(Tick{1}, longest));
}

RestorationCurve::RestorationCurve(const Distribution& restoration, std::int32_t steps) {
    works_.reserve(static_cast<std::size_t>(steps));
    for (std::int32_t k = 1; k <= steps; ++k) {
        works_.push_back(work_ticks(quantile(restoration, (k - 0.5) / steps)));
    }
}

void RestorationCurve::add_parts(Fixed deficit, const Mending& mending, EventLog& log) const {
    const auto steps = static_cast<std::int64_t>(works_.size());
    std::int64_t left = deficit.raw();
    for (std::int64_t k = 0; k < steps; ++k) {
        const auto after =
            static_cast<std::int64_t>(static_cast<Wide>(deficit.raw()) * (steps - k - 1) / steps);  // rounded down
        log.add_part({mending.of(works_[static_cast<std::size_t>(k)]), Fixed::from_raw(left - after)});
        left = after;
    }
}

DamageDrawer::DamageDrawer(const DamageProfile& profile) : profile_{&profile} {
    if (!profile.permanent) {
        curve_ = RestorationCurve(profile.restoration, profile.curve_steps);
    }
}

Tick DamageDrawer::detection(const ScenarioKey& key, std::uint64_t event, std::uint64_t node) const {
    Stream stream = stream_for(key, event, node, Decision::detection);
    return ticks_from_hours(sample(profile_->detection, stream));
}

void DamageDrawer::add_parts(const ScenarioKey& key, std::uint64_t event, std::uint64_t node, EventLog& log,
                             const Mending& mending) const {
    Stream left_stream = stream_for(key, event, node, Decision::capacity_left);
    const double left = std::clamp(sample(profile_->capacity_left, left_stream), 0.0, 1.0);
    const Fixed deficit = Fixed::from_double(1.0 - left);
    if (profile_->permanent) {
        log.add_part({mending.of(never), deficit});
        return;
    }
    if (!curve_.empty()) {
        curve_.add_parts(deficit, mending, log);
        return;
    }
    Stream work_stream = stream_for(key, event, node, Decision::restoration);
    add_staircase(deficit, sample(profile_->restoration, work_stream), mending, log);
}

/// Without steps: all comes back at the end. \param hours of work
void DamageDrawer::add_staircase(Fixed deficit, double hours, const Mending& mending, EventLog& log) const {
    Fixed left = deficit;
    for (const RestorationStep& step : profile_->staircase) {
        const Fixed after = times(deficit, Fixed::from_double(1.0 - step.back));
        log.add_part({mending.of(work_ticks(step.work * hours)), Fixed::from_raw(left.raw() - after.raw())});
        left = after;
    }
    log.add_part({mending.of(work_ticks(hours)), left});
}

Tick work_ticks(double hours) {
    return std::max(Tick{1}, ticks_from_hours(hours));
}

}  // namespace hadome
