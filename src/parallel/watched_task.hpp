#pragma once

#include <chrono>
#include <ctime>
#include <functional>
#include <future>

namespace hadome {

/// Work on a thread of its own, of which can be seen whether it gets on: it does when it uses a processor.
class WatchedTask {
public:
    /// \throws IoError when the system gives no thread
    explicit WatchedTask(std::function<void()> work);

    bool ends_within(std::chrono::milliseconds time) const;
    /// Whether it has used any time of a processor since it was last asked.
    bool has_moved();
    /// Waits for the end. \throws what the work has thrown
    void get() { end_.get(); }

private:
    std::promise<clockid_t> begun_;
    std::future<void> end_;
    clockid_t clock_ = {};
    std::chrono::nanoseconds used_{0};
};

}  // namespace hadome
