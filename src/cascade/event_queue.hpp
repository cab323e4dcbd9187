#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/time.hpp"

namespace hadome {

/// What can happen of itself at a known time. Order within an instant does not matter: all of it is applied before
/// crews are assigned and the network settles.
enum class EventKind : std::int8_t {
    work_done,    ///< index: work clock; stages of repair may be done
    detected,     ///< index: damage
    store_event,  ///< index: group; a store may be dry, a window may have moved on
    lag_arrival   ///< index: group; a delayed supply reaches its consumer
};

struct TimedEvent {
    Tick time = 0;
    EventKind kind = EventKind::work_done;
    std::int32_t index = 0;
};

/// Smallest time first. Events are never withdrawn: what is out of date finds nothing to do when its time comes.
class EventQueue {
public:
    void push(TimedEvent event) {
        heap_.push_back(event);
        std::push_heap(heap_.begin(), heap_.end(), later);
    }
    Tick next_time() const { return heap_.empty() ? never : heap_.front().time; }
    TimedEvent pop() {
        std::pop_heap(heap_.begin(), heap_.end(), later);
        const TimedEvent event = heap_.back();
        heap_.pop_back();
        return event;
    }
    void clear() { heap_.clear(); }

private:
    static bool later(const TimedEvent& a, const TimedEvent& b) { return a.time > b.time; }
    std::vector<TimedEvent> heap_;
};

}  // namespace hadome
