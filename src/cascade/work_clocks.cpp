#include "cascade/work_clocks.hpp"

#include <algorithm>

namespace hadome {

void WorkClocks::reset() {
    for (std::size_t k = 0; k < in_use_; ++k) {
        clock_of_[place(clocks_[k].node, clocks_[k].kind)] = -1;
    }
    in_use_ = 0;
}

WorkClocks::ClockId WorkClocks::begin(const Scenario& scenario, DamageId id, Tick now) {
    const Damage& damage = scenario.damages[id];
    ClockId& known = clock_of_[place(damage.node, damage.kind)];
    if (known < 0) {
        known = static_cast<ClockId>(in_use_++);
        if (in_use_ > clocks_.size()) {
            clocks_.emplace_back();
        }
        Clock& fresh = clocks_[static_cast<std::size_t>(known)];
        fresh.node = damage.node;
        fresh.kind = damage.kind;
        fresh.work = 0;
        fresh.since = now;
        fresh.due = never;
        fresh.marks.clear();
    }
    Clock& clock = clocks_[static_cast<std::size_t>(known)];
    bring_up(clock, now);
    for (std::int32_t stage = damage.first_stage; stage < damage.last_stage; ++stage) {
        const Tick until = scenario.stages[static_cast<std::size_t>(stage)].until;
        if (until < never) {
            clock.marks.push_back({clock.work + (static_cast<Wide>(until) << Fixed::fraction_bits), id});
            std::push_heap(clock.marks.begin(), clock.marks.end());
        }
    }
    return known;
}

Tick WorkClocks::set_speed(ClockId id, Fixed speed, Tick now) {
    Clock& clock = clocks_[static_cast<std::size_t>(id)];
    bring_up(clock, now);
    clock.speed = speed;
    Tick due = never;
    if (!clock.marks.empty() && speed > Fixed::zero()) {
        const Wide rest = clock.marks.front().work - clock.work;
        const Wide ticks = (rest + speed.raw() - 1) / speed.raw();
        due = ticks >= never - now ? never : now + static_cast<Tick>(ticks);
    }
    if (due == clock.due) {
        return never;
    }
    clock.due = due;
    return due;
}

void WorkClocks::bring_up(Clock& clock, Tick now) {
    clock.work += static_cast<Wide>(clock.speed.raw()) * (now - clock.since);
    clock.since = now;
}

DamageId WorkClocks::take_next(Clock& clock) {
    const DamageId damage = clock.marks.front().damage;
    std::pop_heap(clock.marks.begin(), clock.marks.end());
    clock.marks.pop_back();
    return damage;
}

}  // namespace hadome
