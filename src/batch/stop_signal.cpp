#include "batch/stop_signal.hpp"

#include <csignal>
#include <initializer_list>

namespace hadome {
namespace {

volatile std::sig_atomic_t signal_come = 0;

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
