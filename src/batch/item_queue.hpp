#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "batch/plan.hpp"

namespace hadome {

/// Items that this rank was given and nobody has begun: filled by the main thread, emptied by the workers.
class ItemQueue {
public:
    void add(NumberRange scenarios) {
        const std::vector<NumberRange> items = items_of(scenarios);
        const std::scoped_lock lock{mutex_};
        items_.insert(items_.end(), items.begin(), items.end());
        waiting_.notify_all();
    }
    /// Nothing more is handed out, and who waits waits no longer.
    void close() {
        const std::scoped_lock lock{mutex_};
        closed_ = true;
        waiting_.notify_all();
    }
    /// The next item; waits for one. Nothing once the queue is closed.
    std::optional<NumberRange> take() {
        std::unique_lock lock{mutex_};
        waiting_.wait(lock, [this] { return closed_ || !items_.empty(); });
        if (closed_) {
            return std::nullopt;
        }
        const NumberRange item = items_.front();
        items_.pop_front();
        return item;
    }
    std::int64_t size() const {
        const std::scoped_lock lock{mutex_};
        return static_cast<std::int64_t>(items_.size());
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable waiting_;
    std::deque<NumberRange> items_;
    bool closed_ = false;
};

}  // namespace hadome
