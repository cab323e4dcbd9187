#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

namespace hadome {

/// An MPI call has returned: other ranks answer. Called by the communicator.
void note_answer();

/// Ends the process when no MPI call has returned for too long: a rank that was stopped, or a file system that hangs,
/// would otherwise keep all others waiting for ever, and nobody would notice. The launcher then ends the other ranks.
class Watchdog {
public:
    /// \param patience [s]
    Watchdog(double patience, int rank);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

private:
    void watch();

    double patience_;
    int rank_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool is_over_ = false;
    std::thread thread_;
};

}  // namespace hadome
