#include "batch/stop_signal.hpp"

#include <atomic>
#include <csignal>
#include <initializer_list>

namespace hadome {
namespace {

// Any thread may be the one that the signal interrupts, and the main thread is the one that looks: an atomic, that is,
// and one without a lock, for a lock might be held by whoever was interrupted.
std::atomic<int> signal_come = 0;
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void note_signal(int number) {
    signal_come = number;
}

}  // namespace

void listen_for_stop_signals() {
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGUSR1, SIGTERM, SIGINT}) {
        sigaction(number, &action, nullptr);
    }
    action.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &action, nullptr);
}

int stop_signal() {
    return signal_come;
}

}  // namespace hadome
