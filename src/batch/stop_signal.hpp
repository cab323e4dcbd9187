#pragma once

namespace hadome {

/// USR1, TERM and INT ask a run to stop with a checkpoint. TERM and INT may be followed by a kill at once; then the
/// last periodic checkpoint stands.
void listen_for_stop_signals();

/// The signal that has come, or 0.
int stop_signal();

}  // namespace hadome
